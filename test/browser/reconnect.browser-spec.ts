import { describe, expect, it } from 'vitest';
import { lossySocket } from '../support/browser/lossy-socket.js';
import { EVERYTHING } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

describe('A page whose connection breaks', () => {
  const here = visits({ isGreeted: false });

  const phase = (name: string) => here.visitor.connection(name);

  it('says so, keeps what is written meanwhile, and sends it exactly once', async () => {
    const line = await lossySocket(here.visitor.page);
    await here.visitor.open();
    await here.visitor.greeted();
    await here.visitor.ask('Before the tunnel');

    await here.visitor.context.setOffline(true);
    await phase('reconnecting').getByText('Reconnecting…').waitFor();
    await here.visitor.say('Written in the tunnel');
    await here.visitor.page.getByText('Not sent yet').waitFor();

    await here.visitor.context.setOffline(false);
    await phase('caught-up').getByText('Caught up').waitFor();
    await here.visitor.answered();
    await phase('online').waitFor({ state: 'attached' });
    expect(line.sentMessageIds).toHaveLength(2);

    await here.visitor.page.reload();
    await here.visitor.ownMessages.nth(1).waitFor();
    expect(await here.visitor.ownMessages.allInnerTexts()).toEqual([
      expect.stringContaining('Before the tunnel'),
      expect.stringContaining('Written in the tunnel'),
    ]);
  });

  it('sends again what was never acknowledged, and it is one turn', async () => {
    const line = await lossySocket(here.visitor.page);
    await here.visitor.open();
    await here.visitor.greeted();
    await here.visitor.ask('An ordinary message');

    line.breakAfterNextMessage();
    await here.visitor.say('A message whose receipt is lost');
    await phase('reconnecting').waitFor({ state: 'attached' });
    await phase('online').waitFor({ state: 'attached' });
    await here.visitor.answered();

    const [, ...receiptless] = line.sentMessageIds;
    expect(receiptless).toHaveLength(2);
    expect(new Set(receiptless).size).toBe(1);
    const shown = await here.visitor.texts();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.nth(1).waitFor();
    await expect.poll(() => here.visitor.texts()).toEqual(shown);
    expect(await here.visitor.ownMessages.count()).toBe(2);
  });

  it('catches up with an answer that went on while it was away', async () => {
    await here.visitor.open();
    await here.visitor.greeted();
    await here.visitor.say(EVERYTHING);
    await here.visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await here.visitor.context.setOffline(true);
    await phase('reconnecting').waitFor({ state: 'attached' });
    await here.visitor.context.setOffline(false);
    await phase('online').waitFor({ state: 'attached' });
    await here.visitor.answered();
    const shown = await here.visitor.texts();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.first().waitFor();
    await expect.poll(() => here.visitor.texts()).toEqual(shown);
  });
});
