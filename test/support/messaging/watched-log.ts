import type {
  BroadcastReader,
  CommittedOffset,
  GroupMember,
  GroupOptions,
  IncomingRecord,
  LogTransport,
  OutgoingRecord,
  TopicSpec,
} from '#libs/messaging';

/** A log that remembers what was committed, and whose appends can be made to fail. */
export class WatchedLog implements LogTransport {
  readonly commits: CommittedOffset[] = [];
  readonly members: GroupMember[] = [];
  /** Throws to make an append fail. */
  beforeAppend: (record: OutgoingRecord) => void = () => undefined;
  /** Throws to make a commit fail. */
  beforeCommit: () => void = () => undefined;

  constructor(private readonly log: LogTransport) {}

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.log.ensureTopics(topics);
  }

  async append(record: OutgoingRecord): Promise<void> {
    this.beforeAppend(record);
    await this.log.append(record);
  }

  async joinGroup(options: GroupOptions): Promise<GroupMember> {
    const member = await this.log.joinGroup(options);
    const watched: GroupMember = {
      pause: (partitions) => member.pause(partitions),
      resume: (partitions) => member.resume(partitions),
      leave: () => member.leave(),
      commit: async (offsets) => {
        this.beforeCommit();
        this.commits.push(...offsets);
        await member.commit(offsets);
      },
    };
    this.members.push(member);
    return watched;
  }

  readBroadcast(topic: string, onRecord: (record: IncomingRecord) => void): Promise<BroadcastReader> {
    return this.log.readBroadcast(topic, onRecord);
  }

  close(): Promise<void> {
    return this.log.close();
  }

  /** Everything in a topic. */
  async contentOf(topic: string): Promise<IncomingRecord[]> {
    const records: IncomingRecord[] = [];
    const reader = await this.log.readBroadcast(topic, (record) => records.push(record));
    await reader.stop();
    return records;
  }
}
