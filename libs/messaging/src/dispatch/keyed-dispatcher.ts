import type { Clock, LoggerPort, Random } from '#libs/platform';
import { InvalidRecord } from '../envelope/invalid-record.error.js';
import type {
  GroupListener,
  GroupMember,
  IncomingRecord,
  LogTransport,
  TopicPartition,
} from '../log-transport.port.js';
import { partitionKey } from '../partitions/partition-key.js';
import { Committer } from './committer.js';
import { DeadLetters } from './dead-letters.js';
import type { DispatcherStats } from './dispatcher-stats.js';
import { DispatcherCounters } from './dispatcher-stats.js';
import type { FlowLimits } from './flow-pool.js';
import { FlowPool } from './flow-pool.js';
import type { Lane } from './partition-work.js';
import { PartitionWork } from './partition-work.js';
import { LaneRunner } from './lane-runner.js';
import { RecordRunner } from './record-runner.js';
import type { FindWork, Work } from './work.js';

/** Kinds of work that do not wait for each other. `control` is never held up and never paused. */
export type FlowName = 'work' | 'questions' | 'control';

/** A topic that a group reads. */
export interface DispatchedTopic {
  readonly name: string;
  readonly from: 'beginning' | 'end';
  readonly flow: FlowName;
}

/** What a dispatcher is made from. */
export interface DispatcherOptions {
  readonly log: LogTransport;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: LoggerPort;
  readonly group: string;
  readonly topics: readonly DispatchedTopic[];
  readonly findWork: FindWork;
  readonly limits?: Partial<Record<'work' | 'questions', Partial<FlowLimits>>>;
  readonly commitIntervalMs?: number;
  /** The member cannot go on: the process should end. */
  onFatal?(error: Error): void;
}

const WORK_LIMITS: FlowLimits = { maxRunning: 512, maxRecords: 4_000, maxBytes: 64 * 1024 * 1024 };
const QUESTION_LIMITS: FlowLimits = { maxRunning: 128, maxRecords: 1_000, maxBytes: 16 * 1024 * 1024 };
const NO_LIMITS: FlowLimits = { maxRunning: Infinity, maxRecords: Infinity, maxBytes: Infinity };
const COMMIT_INTERVAL_MS = 200;
/** For handlers to notice that they were aborted. */
const ABORT_GRACE_MS = 1_000;
/** For the last commit: the group is left without it when the log is away. */
const FINAL_COMMIT_MS = 5_000;

/**
 * One member of a consumer group. Records of a key run one after another within their lane; everything else runs
 * side by side. An offset is committed only when every record below it is finished: handled, skipped because nobody
 * here handles it, or stored as a dead letter.
 */
export class KeyedDispatcher implements GroupListener {
  private readonly counters = new DispatcherCounters();
  private readonly partitions = new Map<string, PartitionWork>();
  private readonly flows: Record<FlowName, FlowPool<Lane>>;
  private readonly flowOf: ReadonlyMap<string, FlowName>;
  private readonly runner: LaneRunner;
  private readonly committer: Committer;
  private member: GroupMember | undefined;
  private leaving: Promise<void> | undefined;

  constructor(private readonly options: DispatcherOptions) {
    const { limits, topics } = options;
    const flow = (name: FlowName, bounds: FlowLimits): FlowPool<Lane> =>
      new FlowPool<Lane>(bounds, (paused) => this.setPaused(name, paused));
    this.flows = {
      work: flow('work', { ...WORK_LIMITS, ...limits?.work }),
      questions: flow('questions', { ...QUESTION_LIMITS, ...limits?.questions }),
      control: flow('control', NO_LIMITS),
    };
    this.flowOf = new Map(topics.map((topic) => [topic.name, topic.flow]));
    const deadLetters = new DeadLetters(options.log, options.group);
    const records = new RecordRunner(options, deadLetters, this.counters);
    this.runner = new LaneRunner(records, this.counters, () => this.committer.touch());
    const interval = options.commitIntervalMs ?? COMMIT_INTERVAL_MS;
    this.committer = new Committer(options, interval, () => this.partitions.values(), this.counters);
  }

  /** Joins the group; resolves when the first assignment was made. */
  async start(): Promise<void> {
    const topics = this.options.topics.map(({ name, from }) => ({ name, from }));
    this.member = await this.options.log.joinGroup({ group: this.options.group, topics, listener: this });
    if (this.leaving) return this.member.leave();
    this.committer.open(this.member);
    this.repeatPauses();
  }

  /**
   * Takes nothing new, lets what runs finish until the deadline, then aborts it; commits and leaves the group.
   * Records not finished by then are handled by others. Control records are still handled meanwhile.
   */
  drain(deadlineMs: number): Promise<void> {
    this.leaving ??= this.leave(deadlineMs);
    return this.leaving;
  }

  /** What was done and how things stand. */
  stats(): DispatcherStats {
    const flows = Object.values(this.flows);
    const sum = (pick: (flow: FlowPool<Lane>) => number): number =>
      flows.reduce((total, flow) => total + pick(flow), 0);
    return {
      ...this.counters,
      partitions: this.partitions.size,
      running: sum((flow) => flow.running),
      inFlight: sum((flow) => flow.records),
      inFlightBytes: sum((flow) => flow.bytes),
      paused: flows.some((flow) => flow.paused),
    };
  }

  onAssigned(assignment: Parameters<GroupListener['onAssigned']>[0]): void {
    const keys = new Set(assignment.map(partitionKey));
    this.onLost(
      [...this.partitions.values()].map(({ id }) => id).filter((id) => !keys.has(partitionKey(id))),
    );
    for (const { topic, partition, committed } of assignment) {
      const key = partitionKey({ topic, partition });
      if (this.partitions.has(key)) continue;
      const flow = this.flows[this.flowOf.get(topic) ?? 'work'];
      this.partitions.set(key, new PartitionWork({ topic, partition }, flow, committed));
    }
    this.repeatPauses();
  }

  onLost(lost: readonly TopicPartition[]): void {
    for (const id of lost) {
      const partition = this.partitions.get(partitionKey(id));
      if (!partition) continue;
      this.partitions.delete(partitionKey(id));
      this.abandonQueued(partition);
      partition.abort(`${id.topic}/${id.partition} is handled by somebody else now`);
    }
  }

  onRecords(id: TopicPartition, records: readonly IncomingRecord[]): void {
    const partition = this.partitions.get(partitionKey(id));
    if (!partition || (this.leaving && partition.pool !== this.flows.control)) return;
    for (const record of records) this.take(partition, record);
    this.runner.pump(partition.pool);
    this.committer.touch();
  }

  onFatal(error: Error): void {
    this.options.logger.error(`group ${this.options.group} cannot go on: ${error.message}`, error.stack);
    this.options.onFatal?.(error);
  }

  private take(partition: PartitionWork, record: IncomingRecord): void {
    partition.touch();
    if (!partition.tracker.take(record.offset)) {
      this.counters.repeated += 1;
      return;
    }
    const work = this.workIn(record);
    if (!work) {
      this.counters.skipped += 1;
      partition.finish(record.offset);
      return;
    }
    const bytes = record.value?.length ?? 0;
    partition.pool.admit(bytes);
    const lane = partition.enqueue({ record, work, bytes });
    if (lane) partition.pool.offer(lane);
  }

  /** A record in which no work can be found is work too: it has to reach the dead letters. */
  private workIn(record: IncomingRecord): Work | undefined {
    try {
      return this.options.findWork(record);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { lane: 'invalid', run: () => Promise.reject(new InvalidRecord(reason)) };
    }
  }

  private async leave(deadlineMs: number): Promise<void> {
    for (const pool of [this.flows.work, this.flows.questions]) pool.clear();
    const held = [...this.partitions.values()].filter(({ pool }) => pool !== this.flows.control);
    if (held.length > 0) this.member?.pause(held.map(({ id }) => id));
    for (const partition of held) this.abandonQueued(partition);
    for (const { halt } of this.partitions.values()) halt.abort();
    await this.within(deadlineMs, this.runner.idle());
    if (this.runner.isBusy) {
      for (const partition of this.partitions.values()) partition.abort('this member leaves');
      await this.within(ABORT_GRACE_MS, this.runner.idle());
    }
    await this.within(FINAL_COMMIT_MS, this.committer.flush());
    this.committer.close();
    this.partitions.clear();
    await this.member?.leave();
  }

  /** Resolves with the work, which never rejects, or after so many milliseconds. */
  private async within(ms: number, work: Promise<void>): Promise<void> {
    const done = new AbortController();
    const finished = work.then(() => done.abort());
    await Promise.race([finished, this.options.clock.sleep(ms, done.signal)]);
  }

  private abandonQueued(partition: PartitionWork): void {
    for (const task of partition.dropQueued()) {
      this.counters.abandoned += 1;
      partition.pool.release(task.bytes);
    }
  }

  private setPaused(name: FlowName, paused: boolean): void {
    if (!this.member || this.leaving) return;
    const partitions = this.partitionsOf(this.flows[name]);
    if (partitions.length === 0) return;
    if (paused) this.member.pause(partitions);
    else this.member.resume(partitions);
  }

  /** The transport does not know that partitions it just brought belong to a flow that is paused. */
  private repeatPauses(): void {
    for (const name of ['work', 'questions'] as const)
      if (this.flows[name].paused) this.setPaused(name, true);
  }

  private partitionsOf(flow: FlowPool<Lane>): TopicPartition[] {
    return [...this.partitions.values()].filter(({ pool }) => pool === flow).map(({ id }) => id);
  }
}
