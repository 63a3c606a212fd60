import { randomUUID } from 'node:crypto';
import type {
  BroadcastReader,
  GroupListener,
  GroupMember,
  IncomingRecord,
  LogTransport,
  TopicPartition,
} from '#libs/messaging';

export const HOUR_MS = 3_600_000;
/** How long a test waits for what has to come. */
export const WAIT = { timeout: 20_000, interval: 10 };

type Assigned = Parameters<GroupListener['onAssigned']>[0];

/** A group's listener that writes down what it is told. */
export class Notes implements GroupListener {
  readonly assignments: Assigned[] = [];
  readonly lost: TopicPartition[] = [];
  readonly records: IncomingRecord[] = [];
  readonly fatal: Error[] = [];

  get current(): Assigned {
    return this.assignments.at(-1) ?? [];
  }

  get values(): string[] {
    return this.records.map(textOf);
  }

  onAssigned(partitions: Assigned): void {
    this.assignments.push(partitions);
  }

  onLost(partitions: readonly TopicPartition[]): void {
    this.lost.push(...partitions);
  }

  onRecords(_partition: TopicPartition, records: readonly IncomingRecord[]): void {
    this.records.push(...records);
  }

  onFatal(error: Error): void {
    this.fatal.push(error);
  }
}

export function textOf({ value }: IncomingRecord): string {
  return value?.toString() ?? '';
}

export function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** A log under test, and what a test has joined and opened in it. */
export class LogHarness {
  log!: LogTransport;
  private readonly members: GroupMember[] = [];
  private readonly readers: BroadcastReader[] = [];

  constructor(readonly open: () => Promise<LogTransport>) {}

  async start(): Promise<void> {
    this.log = await this.open();
  }

  /** Ends what a test has left open. */
  async tidy(): Promise<void> {
    await Promise.all([
      ...this.members.splice(0).map((member) => member.leave()),
      ...this.readers.splice(0).map((reader) => reader.stop()),
    ]);
  }

  async makeTopic(partitions = 4, topic = `t-${randomUUID()}`): Promise<string> {
    await this.log.ensureTopics([{ name: topic, partitions, retention: HOUR_MS }]);
    return topic;
  }

  newGroup(): string {
    return `g-${randomUUID()}`;
  }

  async join(
    group: string,
    topics: string | string[],
    from: 'beginning' | 'end' = 'beginning',
  ): Promise<{ member: GroupMember; notes: Notes }> {
    const notes = new Notes();
    const names = typeof topics === 'string' ? [topics] : topics;
    const subscriptions = names.map((name) => ({ name, from }));
    const member = await this.log.joinGroup({ group, topics: subscriptions, listener: notes });
    this.members.push(member);
    return { member, notes };
  }

  append(topic: string, text: string, key?: string, partition?: number): Promise<void> {
    return this.log.append({ topic, key, partition, value: Buffer.from(text) });
  }

  async appendInTurn(topic: string, texts: string[], partition: number): Promise<void> {
    for (const text of texts) await this.append(topic, text, undefined, partition);
  }

  async read(topic: string): Promise<{ reader: BroadcastReader; records: IncomingRecord[] }> {
    const records: IncomingRecord[] = [];
    const reader = await this.log.readBroadcast(topic, (record) => records.push(record));
    this.readers.push(reader);
    return { reader, records };
  }
}
