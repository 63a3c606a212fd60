import { beforeEach, describe, expect, it, vi } from 'vitest';
import { InProcessLog } from '#libs/messaging';
import type { GroupListener, GroupMember } from '#libs/messaging';
import { systemClock } from '#libs/platform';
import type { Clock } from '#libs/platform';
import { describeLogTransport } from '../../contract/log-transport.contract.js';

const MINUTE_MS = 60_000;

describeLogTransport('The in-process log', async () => new InProcessLog({ clock: systemClock }));

describe('What the in-process log keeps', () => {
  let now: number;
  let log: InProcessLog;
  const clock: Clock = { ...systemClock, now: () => now };

  const append = async (count: number): Promise<void> => {
    for (let index = 0; index < count; index++)
      await log.append({ topic: 'events', value: Buffer.from(`${index}`) });
  };
  const join = async (group: string): Promise<{ member: GroupMember; offsets: number[] }> => {
    const offsets: number[] = [];
    const listener: GroupListener = {
      onAssigned: () => undefined,
      onLost: () => undefined,
      onRecords: (_partition, records) => offsets.push(...records.map(({ offset }) => offset)),
      onFatal: (error) => expect.unreachable(error.message),
    };
    const topics = [{ name: 'events', from: 'beginning' as const }];
    return { member: await log.joinGroup({ group, topics, listener }), offsets };
  };
  const commit = (member: GroupMember, offset: number): Promise<void> =>
    member.commit([{ topic: 'events', partition: 0, offset }]);
  const firstKept = async (): Promise<number | undefined> => {
    const offsets: number[] = [];
    const reader = await log.readBroadcast('events', ({ offset }) => offsets.push(offset));
    await reader.stop();
    return offsets[0];
  };

  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    log = new InProcessLog({ clock });
    await log.ensureTopics([{ name: 'events', partitions: 1, retention: 60 * MINUTE_MS }]);
  });

  it('is what any group has still to do', async () => {
    const [fast, slow] = [await join('fast'), await join('slow')];
    now += MINUTE_MS;
    await append(2_000);
    await vi.waitFor(() => expect(slow.offsets).toHaveLength(2_000));
    await commit(fast.member, 2_000);
    expect(await firstKept()).toBe(0);
    await commit(slow.member, 1_500);
    expect(await firstKept()).toBe(1_500);
    await slow.member.leave();
    const again = await join('slow');
    await vi.waitFor(() => expect(again.offsets).toHaveLength(500));
    await commit(again.member, 2_000);
    expect(await firstKept()).toBeUndefined();
  });

  it('is everything while services are still starting, so that a group that joins later misses nothing', async () => {
    const early = await join('early');
    await append(1_000);
    await commit(early.member, 1_000);
    const late = await join('late');
    await vi.waitFor(() => expect(late.offsets).toHaveLength(1_000));
  });

  it('is nothing older than the retention', async () => {
    await join('stuck');
    await append(1_000);
    now += 61 * MINUTE_MS;
    await append(1_000);
    expect(await firstKept()).toBe(1_000);
  });

  it('is bounded where no group reads', async () => {
    await append(60_000);
    expect(await firstKept()).toBeGreaterThanOrEqual(9_000);
  });
});
