import type { Clock, LoggerPort, Timer } from '#libs/platform';
import type { GroupMember } from '../log-transport.port.js';
import type { DispatcherCounters } from './dispatcher-stats.js';
import type { PartitionWork } from './partition-work.js';

/** Commits the progress of a member's partitions: soon after anything changed, never twice at a time. */
export class Committer {
  private timer: Timer | undefined;
  private underWay: Promise<void> | undefined;
  private member: GroupMember | undefined;

  constructor(
    private readonly parts: { readonly clock: Clock; readonly logger: LoggerPort },
    private readonly intervalMs: number,
    private readonly partitions: () => Iterable<PartitionWork>,
    private readonly counters: DispatcherCounters,
  ) {}

  /** From now on commits can be made. */
  open(member: GroupMember): void {
    this.member = member;
    this.touch();
  }

  /** Something changed. */
  touch(): void {
    if (!this.member) return;
    this.timer ??= this.parts.clock.after(this.intervalMs, () => {
      this.timer = undefined;
      void this.flush();
    });
  }

  /** Commits what is finished by now. Never rejects: what fails is repeated with the next commit. */
  async flush(): Promise<void> {
    while (this.underWay) await this.underWay;
    this.underWay = this.commit().finally(() => (this.underWay = undefined));
    await this.underWay;
  }

  /** Makes no more commits by itself. */
  close(): void {
    this.timer?.cancel();
    this.timer = undefined;
    this.member = undefined;
  }

  private async commit(): Promise<void> {
    const member = this.member;
    if (!member) return;
    const changed = [...this.partitions()].flatMap((partition) => {
      const progress = partition.takeProgress();
      return progress ? [{ partition, progress }] : [];
    });
    if (changed.length === 0) return;
    try {
      await member.commit(changed.map(({ progress }) => progress));
      this.counters.commits += 1;
    } catch (error) {
      this.counters.failedCommits += 1;
      this.parts.logger.warn(`a commit failed and will be repeated: ${String(error)}`);
      for (const { partition } of changed) partition.commitFailed();
      this.touch();
    }
  }
}
