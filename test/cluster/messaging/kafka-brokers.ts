/** The brokers of the cluster lane. A lane without any is a mistake, never a reason to skip. */
export function kafkaBrokers(): string[] {
  const brokers = process.env['KAFKA_BROKERS'];
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: the cluster tests need a Kafka.');
  return brokers.split(',');
}
