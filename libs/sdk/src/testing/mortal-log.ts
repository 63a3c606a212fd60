import type {
  BroadcastReader,
  GroupListener,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  LogTransport,
  OutgoingRecord,
  TopicPartition,
  TopicSpec,
} from '#libs/messaging';
import { mortal } from './mortal.js';

/**
 * The log as one worker uses it, until the worker dies: then it leaves its groups where they were committed last, as
 * a process that is killed does once its lease has lapsed, and whoever is there, or comes next, reads on from there.
 */
export class MortalLog implements LogTransport {
  private readonly port: LogTransport;
  private readonly memberships: { readonly member: GroupMember; lose(): void }[] = [];
  private readonly readers: BroadcastReader[] = [];

  /** @param onAppended told of every record that the worker appended */
  constructor(
    private readonly log: LogTransport,
    private readonly death: AbortSignal,
    private readonly onAppended: (record: OutgoingRecord) => void,
  ) {
    this.port = mortal(log, death);
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.port.ensureTopics(topics);
  }

  async append(record: OutgoingRecord): Promise<void> {
    await this.port.append(record);
    this.onAppended(record);
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    const { listener } = options;
    let held: readonly TopicPartition[] = [];
    const onAssigned: GroupListener['onAssigned'] = (partitions) => {
      held = partitions;
      listener.onAssigned(partitions);
    };
    const watched: GroupListener = {
      onAssigned,
      onLost: (partitions) => listener.onLost(partitions),
      onRecords: (partition, records) => listener.onRecords(partition, records),
      onFatal: (error) => listener.onFatal(error),
    };
    const member = await this.port.joinGroup({ ...options, listener: watched });
    // What it was doing is told to stop: it must not go on inside the test's own process.
    this.memberships.push({ member, lose: () => listener.onLost(held) });
    return mortal(member, this.death, ['pause', 'resume', 'commit', 'leave']);
  }

  async readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader> {
    const reader = await this.port.readBroadcast(topic, onRecord);
    this.readers.push(reader);
    return reader;
  }

  /** Call it once the worker is dead. */
  async bury(): Promise<void> {
    for (const { lose } of this.memberships) lose();
    await Promise.all(this.readers.map((reader) => reader.stop()));
    await Promise.all(this.memberships.map(({ member }) => member.leave()));
  }

  close(): Promise<void> {
    return this.log.close();
  }
}
