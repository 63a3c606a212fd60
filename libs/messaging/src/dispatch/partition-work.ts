import type { CommittedOffset, IncomingRecord, TopicPartition } from '../log-transport.port.js';
import type { FlowPool } from './flow-pool.js';
import type { Progress } from './offset-tracker.js';
import { OffsetTracker } from './offset-tracker.js';
import type { Work } from './work.js';

/** A record and what is to be done with it. */
export interface Task {
  readonly record: IncomingRecord;
  readonly work: Work;
  readonly bytes: number;
}

/** The tasks of one key and lane of one partition, in order. The first one runs, or is the next to run. */
export interface Lane {
  readonly partition: PartitionWork;
  readonly name: string | undefined;
  readonly tasks: Task[];
  /** Set while the first task runs; aborts it. */
  running: AbortController | undefined;
}

/** One partition while this member holds it. */
export class PartitionWork {
  /** Aborted when failed records are not to be tried again here. */
  readonly halt = new AbortController();
  /** Aborted once the partition is somebody else's. */
  readonly held = new AbortController();
  /** Everything that waits or runs. */
  readonly lanes = new Set<Lane>();
  readonly tracker: OffsetTracker;
  private readonly named = new Map<string, Lane>();
  private committed: Progress | undefined;
  private dirty = false;

  constructor(
    readonly id: TopicPartition,
    readonly pool: FlowPool<Lane>,
    committed: CommittedOffset | undefined,
  ) {
    this.committed = committed;
    this.tracker = new OffsetTracker(committed);
  }

  /** Queues a task; returns its lane when that has nothing else to do. */
  enqueue(task: Task): Lane | undefined {
    const name = task.record.key === null ? undefined : `${task.work.lane}\0${task.record.key}`;
    const busy = name === undefined ? undefined : this.named.get(name);
    if (busy) {
      busy.tasks.push(task);
      return undefined;
    }
    const lane: Lane = { partition: this, name, tasks: [task], running: undefined };
    this.lanes.add(lane);
    if (name !== undefined) this.named.set(name, lane);
    return lane;
  }

  /** Takes back what has not started. */
  dropQueued(): Task[] {
    return [...this.lanes].flatMap((lane) => lane.tasks.splice(lane.running ? 1 : 0));
  }

  /** Tells what runs that it is not wanted any more. */
  abort(reason: string): void {
    this.halt.abort();
    this.held.abort();
    for (const lane of this.lanes) lane.running?.abort(new Error(reason));
  }

  /** Forgets a lane that has nothing to do. */
  drop(lane: Lane): void {
    this.lanes.delete(lane);
    if (lane.name !== undefined) this.named.delete(lane.name);
  }

  finish(offset: number): void {
    this.tracker.finish(offset);
    this.dirty = true;
  }

  /** Something may have to be committed. */
  touch(): void {
    this.dirty = true;
  }

  /** What has to be committed, once. */
  takeProgress(): CommittedOffset | undefined {
    if (!this.dirty) return undefined;
    this.dirty = false;
    const progress = this.tracker.progress();
    if (!progress) return undefined;
    if (progress.offset === this.committed?.offset && progress.metadata === this.committed.metadata)
      return undefined;
    this.committed = progress;
    return { ...this.id, ...progress };
  }

  /** The commit of what was taken last did not succeed. */
  commitFailed(): void {
    this.committed = undefined;
    this.dirty = true;
  }
}
