import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser/chromium.js';
import { lossySocket } from '../support/browser/lossy-socket.js';
import { EVERYTHING, Visitor } from '../support/browser/visitor.js';

describe('A page whose connection breaks', () => {
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  beforeEach(async () => {
    visitor = await Visitor.arrive(browser);
  });

  afterEach(() => visitor.leave());

  afterAll(() => browser.close());

  const phase = (name: string) => visitor.page.locator(`[data-connection=${name}]`);

  it('says so, keeps what is written meanwhile, and sends it exactly once', async () => {
    const line = await lossySocket(visitor.page);
    await visitor.open();
    await visitor.greeted();
    await visitor.ask('Before the tunnel');

    await visitor.context.setOffline(true);
    await phase('reconnecting').getByText('Reconnecting…').waitFor();
    await visitor.say('Written in the tunnel');
    await visitor.page.getByText('Not sent yet').waitFor();

    await visitor.context.setOffline(false);
    await phase('caught-up').getByText('Caught up').waitFor();
    await visitor.answered();
    await phase('online').waitFor({ state: 'attached' });
    expect(line.sentMessageIds).toHaveLength(2);

    await visitor.page.reload();
    await visitor.ownMessages.nth(1).waitFor();
    expect(await visitor.ownMessages.allInnerTexts()).toEqual([
      expect.stringContaining('Before the tunnel'),
      expect.stringContaining('Written in the tunnel'),
    ]);
  });

  it('sends again what was never acknowledged, and it is one turn', async () => {
    const line = await lossySocket(visitor.page);
    await visitor.open();
    await visitor.greeted();
    await visitor.ask('An ordinary message');

    line.breakAfterNextMessage();
    await visitor.say('A message whose receipt is lost');
    await phase('reconnecting').waitFor({ state: 'attached' });
    await phase('online').waitFor({ state: 'attached' });
    await visitor.answered();

    const [, ...receiptless] = line.sentMessageIds;
    expect(receiptless).toHaveLength(2);
    expect(new Set(receiptless).size).toBe(1);
    const shown = await visitor.texts();
    await visitor.page.reload();
    await visitor.ownMessages.nth(1).waitFor();
    await expect.poll(() => visitor.texts()).toEqual(shown);
    expect(await visitor.ownMessages.count()).toBe(2);
  });

  it('catches up with an answer that went on while it was away', async () => {
    await visitor.open();
    await visitor.greeted();
    await visitor.say(EVERYTHING);
    await visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await visitor.context.setOffline(true);
    await phase('reconnecting').waitFor({ state: 'attached' });
    await visitor.context.setOffline(false);
    await phase('online').waitFor({ state: 'attached' });
    await visitor.answered();
    const shown = await visitor.texts();
    await visitor.page.reload();
    await visitor.ownMessages.first().waitFor();
    await expect.poll(() => visitor.texts()).toEqual(shown);
  });
});
