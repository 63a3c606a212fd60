import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LogTransport } from '#libs/messaging';
import { describeAppending } from './log-transport/appending.contract.js';
import { describeBroadcast } from './log-transport/broadcast.contract.js';
import { describeGroups } from './log-transport/groups.contract.js';
import { HOUR_MS, LogHarness } from './log-transport/log.harness.js';
import { describePausing } from './log-transport/pausing.contract.js';

/** What both logs promise. */
export function describeLogTransport(name: string, open: () => Promise<LogTransport>): void {
  describe(name, () => {
    const at = new LogHarness(open);
    beforeAll(() => at.start());
    afterEach(() => at.tidy());
    afterAll(() => at.log.close());

    describeAppending(at);
    describeGroups(at);
    describePausing(at);
    describeBroadcast(at);

    it('takes nothing more once it is closed, and has stored what it took', async () => {
      const topic = await at.makeTopic(1);
      const other = await at.open();
      await other.ensureTopics([{ name: topic, partitions: 1, retention: HOUR_MS }]);
      const appended = other.append({ topic, value: Buffer.from('last') });
      await other.close();
      await expect(appended).resolves.toBeUndefined();
      await expect(other.append({ topic, value: Buffer.from('late') })).rejects.toMatchObject({
        code: 'unavailable',
      });
    });
  });
}
