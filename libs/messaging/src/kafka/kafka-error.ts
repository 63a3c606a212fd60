/** What kafkajs tells about a failure: the protocol's error type, or the name of its own error. */
export function kafkaErrorType(error: unknown): string {
  for (const property of ['type', 'name']) {
    const value: unknown = Reflect.get(Object(error), property);
    if (typeof value === 'string') return value;
  }
  return 'unknown';
}

/** Whether the failure says that a topic is not there. */
export function isUnknownTopic(error: unknown): boolean {
  return kafkaErrorType(error) === 'UNKNOWN_TOPIC_OR_PARTITION';
}

/** Where a connection was that broke, when the error tells. */
export function brokenAddress(error: unknown): { host: string; port: number } | undefined {
  const host: unknown = Reflect.get(Object(error), 'host');
  const port: unknown = Reflect.get(Object(error), 'port');
  return typeof host === 'string' && typeof port === 'number' ? { host, port } : undefined;
}
