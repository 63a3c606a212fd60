import type { LogTransport, TopicSpec } from '../log-transport.port.js';

/** Makes sure, once per topic, that a topic exists before it is written to. */
export class KnownTopics {
  private readonly known = new Map<string, Promise<void>>();

  constructor(private readonly log: LogTransport) {}

  /** Resolves when the topic can be written to. Calls for one topic resolve in the order in which they were made. */
  ensure(spec: TopicSpec): Promise<void> {
    const known = this.known.get(spec.name);
    if (known) return known;
    const made = this.log.ensureTopics([spec]);
    this.known.set(spec.name, made);
    made.catch(() => this.known.delete(spec.name));
    return made;
  }
}
