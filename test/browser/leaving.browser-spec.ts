import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

describe('Leaving a conversation', () => {
  const here = visits();

  const threadPath = async (): Promise<string> => {
    await here.visitor.page.waitForURL(/\/thread\/[0-9a-f-]{36}$/);
    return new URL(here.visitor.page.url()).pathname;
  };
  const link = (path: string) => here.visitor.page.locator(`[data-thread="${path.split('/').at(-1)}"]`);
  const newChat = async (): Promise<void> => {
    await here.visitor.page.locator('[data-new-chat]').first().click();
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
    await here.visitor.greeted();
  };
  const question = () => here.visitor.page.getByRole('alertdialog', { name: 'Leave unsent messages?' });
  const stay = () => question().getByRole('button', { name: 'Cancel' }).click();

  it('for one thread and at once for another opens the other, however slow the first was', async () => {
    await here.visitor.ask('The first thread');
    const first = await threadPath();
    await newChat();
    await here.visitor.ask('The second thread');
    const second = await threadPath();
    await newChat();

    // The call before each connection: the first one's answer is held back until the second one's is there.
    let letGo = (): void => {};
    const isHeld = new Promise<void>((resolve) => (letGo = resolve));
    let calls = 0;
    await here.visitor.page.route('**/set-session-cookie', async (route) => {
      if (++calls === 1) await isHeld;
      await route.continue();
    });
    const asked = here.visitor.page.waitForRequest('**/set-session-cookie');
    await link(first).click();
    await asked;
    await link(second).click();
    await here.visitor.ownMessages.filter({ hasText: 'The second thread' }).waitFor();
    const answered = here.visitor.page.waitForResponse('**/set-session-cookie');
    letGo();
    await answered;
    await here.visitor.ask('Said in the second thread');
    expect(new URL(here.visitor.page.url()).pathname).toBe(second);
    expect(await here.visitor.ownMessages.allInnerTexts()).toEqual([
      expect.stringContaining('The second thread'),
      expect.stringContaining('Said in the second thread'),
    ]);
  });

  it('asks before it drops what could not be sent: by a new chat, another thread and the way back', async () => {
    await here.visitor.ask('The first thread');
    const first = await threadPath();
    await newChat();
    await here.visitor.ask('The second thread');
    const second = await threadPath();
    await here.visitor.goOffline();
    await here.visitor.say('Written in the tunnel');

    await here.visitor.page.locator('[data-new-chat]').first().click();
    await stay();
    await link(first).click();
    await stay();
    await here.visitor.page.goBack();
    await stay();
    expect(new URL(here.visitor.page.url()).pathname).toBe(second);
    await here.visitor.comeBack();
    await here.visitor.answered();
    expect(await here.visitor.ownMessages.count()).toBe(2);

    await link(first).click();
    await here.visitor.ownMessages.filter({ hasText: 'The first thread' }).waitFor();
    expect(await question().count()).toBe(0);
  });

  it('goes when it is told to', async () => {
    await here.visitor.ask('The first thread');
    await here.visitor.goOffline();
    await here.visitor.say('Never mind this');
    await here.visitor.page.locator('[data-new-chat]').first().click();
    await question().getByRole('button', { name: 'Leave' }).click();
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
    await here.visitor.comeBack();
    await here.visitor.greeted();
  });

  it('by the browser’s own ways is asked about by the browser', async () => {
    await here.visitor.ask('Hello');
    await here.visitor.goOffline();
    await here.visitor.say('Written in the tunnel');
    const asked = here.visitor.page.waitForEvent('dialog');
    const closing = here.visitor.page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await closing;
  });
});

describe('A stop that is pressed while the connection is away', () => {
  const here = visits();

  it('ends no later turn', async () => {
    await here.visitor.say(EVERYTHING);
    await here.visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await here.visitor.goOffline();
    const sent: string[] = [];
    here.visitor.page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => sent.push(payload.toString())),
    );
    await here.visitor.page.keyboard.press('Escape');
    await here.visitor.page.keyboard.press('Escape');
    await here.visitor.comeBack();
    await here.visitor.answered();
    await here.visitor.ask('A turn of its own');
    expect(sent.some((frame) => frame.includes('client_message'))).toBe(true);
    expect(sent.filter((frame) => frame.includes('"stop"'))).toEqual([]);
  });
});
