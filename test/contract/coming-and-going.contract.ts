import { randomUUID } from 'node:crypto';
import { setImmediate as nextRound } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventDefinition } from '#libs/contracts';
import type { LogTransport, Subscription } from '#libs/messaging';
import { eventHandler, EventPublisher, RetryLater, subscribeEvents } from '#libs/messaging';
import type { ThreadPulledDto } from '../support/messaging/definitions.js';
import { ThreadPulled } from '../support/messaging/definitions.js';
import { eventually } from '../support/messaging/eventually.js';
import { embeddedDeployment, instanceParts } from '../support/messaging/messaging-parts.js';
import { WatchedLog } from '../support/messaging/watched-log.js';

const KEYS = 30;
const RECORDS_PER_KEY = 20;

/** Park and Miller's generator: the same numbers in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** One group on a log, whose members handle what they get in their own time and note it. */
class RestlessGroup {
  readonly handled = new Map<string, number[]>();
  private readonly group = `test.${randomUUID()}`;
  private readonly event: EventDefinition<ThreadPulledDto> = {
    ...ThreadPulled,
    topic: { ...ThreadPulled.topic, family: `test.weaving-${randomUUID()}` },
  };
  private readonly log: WatchedLog;
  private readonly parts;
  private readonly publisher: EventPublisher;
  private readonly members: { readonly index: number; dead: boolean; subscription?: Subscription }[] = [];
  private joins = 0;

  constructor(
    log: LogTransport,
    private readonly random: () => number,
  ) {
    this.log = new WatchedLog(log);
    this.parts = instanceParts({ log: this.log, live: embeddedDeployment().live });
    this.publisher = new EventPublisher(this.parts);
  }

  async publishRound(n: number): Promise<void> {
    const keys = Array.from({ length: KEYS }, (_, key) => `k${key}`);
    await Promise.all(keys.map((key) => this.publisher.publish(this.event, { key, n })));
  }

  async join(): Promise<void> {
    const member: (typeof this.members)[number] = { index: this.joins++, dead: false };
    const handler = eventHandler(this.event, async ({ key, n }, { signal, attempt }) => {
      for (let rounds = Math.floor(this.random() * 8); rounds > 0; rounds--) await nextRound();
      if (member.dead || signal.aborted) return;
      if (attempt === 1 && this.random() < 0.02) throw new RetryLater('not now');
      this.handled.set(key, [...(this.handled.get(key) ?? []), n]);
    });
    const options = { group: this.group, handlers: [handler], commitIntervalMs: 1 };
    member.subscription = await subscribeEvents(this.parts, options);
    this.members.push(member);
  }

  /** A member comes, leaves in order, or dies. */
  async change(): Promise<void> {
    const [member] = this.members.splice(Math.floor(this.random() * this.members.length), 1);
    if (!member || this.random() < 0.5) await this.join();
    if (!member) return;
    if (this.random() < 0.5) return member.subscription?.drain(1_000);
    member.dead = true;
    await this.log.members[member.index]?.leave();
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map(async ({ subscription }) => subscription?.drain(0)));
  }
}

/** What a group promises however its members come, go and die, on any log. */
export function describeComingAndGoing(name: string, open: () => Promise<LogTransport>): void {
  describe(`${name}, read by a group whose members come, go and die at random`, () => {
    let log: LogTransport;
    beforeEach(async () => {
      log = await open();
    });
    afterEach(() => log.close());

    it.each([1, 2, 3])('has every record handled, and each key in order (seed %i)', async (seed) => {
      const random = numbers(seed);
      const group = new RestlessGroup(log, random);
      await group.join();
      for (let n = 0; n < RECORDS_PER_KEY; n++) {
        await group.publishRound(n);
        for (let rounds = Math.floor(random() * 20); rounds > 0; rounds--) await nextRound();
        if (random() < 0.6) await group.change();
      }
      await group.join();
      const expected = Array.from({ length: RECORDS_PER_KEY }, (_, n) => n);
      await eventually(() => {
        for (let key = 0; key < KEYS; key++)
          expect(new Set(group.handled.get(`k${key}`))).toEqual(new Set(expected));
      });
      await group.end();
      for (const seen of group.handled.values())
        expect(seen.filter((n, index) => seen.indexOf(n) === index)).toEqual(expected);
    });
  });
}
