import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

describe('The history on the page', () => {
  const here = visits();

  const threadPath = async (): Promise<string> => {
    await here.visitor.page.waitForURL(/\/thread\/[0-9a-f-]{36}$/);
    return new URL(here.visitor.page.url()).pathname;
  };

  const link = (path: string) => here.visitor.page.locator(`[data-thread="${path.split('/').at(-1)}"]`);

  it('lists a conversation from its first message on, and gives it an address', async () => {
    await here.visitor.say('A conversation to be listed');
    const path = await threadPath();
    await link(path).waitFor();
    expect(await link(path).innerText()).toBe('A conversation to be listed');
    expect(await link(path).getAttribute('aria-current')).toBe('page');
  });

  it('reopens a conversation with the same messages', async () => {
    await here.visitor.ask(EVERYTHING);
    const path = await threadPath();
    const before = await here.visitor.texts();
    await here.visitor.page.getByRole('button', { name: 'New chat' }).first().click();
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
    await here.visitor.greeted();
    await link(path).click();
    await here.visitor.ownMessages.first().waitFor();
    await here.visitor.answered();
    expect(new URL(here.visitor.page.url()).pathname).toBe(path);
    await expect.poll(() => here.visitor.texts()).toEqual(before);
    expect(await here.visitor.steps.count()).toBeGreaterThan(0);
  });

  it('shows the same after a reload, and goes on from there', async () => {
    await here.visitor.ask('The first of two');
    const path = await threadPath();
    const before = await here.visitor.texts();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.first().waitFor();
    await expect.poll(() => here.visitor.texts()).toEqual(before);
    await here.visitor.ask('The second of two');
    expect(new URL(here.visitor.page.url()).pathname).toBe(path);
    expect(await here.visitor.ownMessages.count()).toBe(2);
  });

  it('goes on with a running answer after a reload', async () => {
    await here.visitor.say(EVERYTHING);
    await threadPath();
    await here.visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.first().waitFor();
    await here.visitor.answered();
    const shown = await here.visitor.texts();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.first().waitFor();
    await expect.poll(() => here.visitor.texts()).toEqual(shown);
  });

  it('shows a conversation in two tabs alike', async () => {
    await here.visitor.ask('Said in the first tab');
    const path = await threadPath();
    const other = await here.visitor.openTab(path);
    await other.ownMessages.first().waitFor();
    await other.ask('Said in the second tab');
    await here.visitor.ownMessages.filter({ hasText: 'Said in the second tab' }).waitFor();
    await here.visitor.answered();
    await expect.poll(() => here.visitor.texts()).toEqual(await other.texts());
  });

  it('finds a conversation by its words, from the keyboard', async () => {
    await here.visitor.ask('Something about shuttles');
    const shuttles = await threadPath();
    await here.visitor.page.keyboard.press('Control+Shift+O');
    await here.visitor.greeted();
    await here.visitor.ask('Something about selvedges');
    const selvedges = await threadPath();
    await here.visitor.page.keyboard.press('Control+K');
    await here.visitor.page.keyboard.type('shuttles');
    await link(selvedges).waitFor({ state: 'detached' });
    await link(shuttles).waitFor();
    expect(await link(shuttles).count()).toBe(1);
  });

  it('renames and deletes a conversation', async () => {
    await here.visitor.ask('A conversation with a poor name');
    const path = await threadPath();
    const openMenu = async (): Promise<void> => {
      await link(path).hover();
      await here.visitor.page
        .locator('li', { has: link(path) })
        .getByRole('button')
        .click();
    };
    await openMenu();
    await here.visitor.page.getByRole('menuitem', { name: 'Rename' }).click();
    await here.visitor.page.getByRole('textbox', { name: 'Name', exact: true }).fill('A better name');
    await here.visitor.page.getByRole('button', { name: 'Rename' }).click();
    await link(path).filter({ hasText: 'A better name' }).waitFor();
    await openMenu();
    await here.visitor.page.getByRole('menuitem', { name: 'Delete' }).click();
    await here.visitor.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await link(path).waitFor({ state: 'detached' });
    await expect.poll(() => here.visitor.page.evaluate('location.pathname')).toBe('/');
  });

  it('answers an address that does not exist with a new chat', async () => {
    await here.visitor.page.goto(
      new URL('/thread/00000000-0000-4000-8000-000000000000', here.visitor.page.url()).href,
    );
    await here.visitor.greeted();
    await here.visitor.ask('Hello from here');
    expect(await here.visitor.ownMessages.count()).toBe(1);
  });
});
