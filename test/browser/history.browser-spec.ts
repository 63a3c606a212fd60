import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser/chromium.js';
import { EVERYTHING, Visitor } from '../support/browser/visitor.js';

describe('The history on the page', () => {
  let browser: Browser;
  let visitor: Visitor;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  beforeEach(async () => {
    visitor = await Visitor.arrive(browser);
    await visitor.open();
    await visitor.greeted();
  });

  afterEach(() => visitor.leave());

  afterAll(() => browser.close());

  const threadPath = async (): Promise<string> => {
    await visitor.page.waitForURL(/\/thread\/[0-9a-f-]{36}$/);
    return new URL(visitor.page.url()).pathname;
  };

  const link = (path: string) => visitor.page.locator(`[data-thread="${path.split('/').at(-1)}"]`);

  it('lists a conversation from its first message on, and gives it an address', async () => {
    await visitor.say('A conversation to be listed');
    const path = await threadPath();
    await link(path).waitFor();
    expect(await link(path).innerText()).toBe('A conversation to be listed');
    expect(await link(path).getAttribute('aria-current')).toBe('page');
  });

  it('reopens a conversation with the same messages', async () => {
    await visitor.ask(EVERYTHING);
    const path = await threadPath();
    const before = await visitor.texts();
    await visitor.page.getByRole('button', { name: 'New chat' }).first().click();
    await expect.poll(() => visitor.ownMessages.count()).toBe(0);
    await visitor.greeted();
    await link(path).click();
    await visitor.ownMessages.first().waitFor();
    await visitor.answered();
    expect(new URL(visitor.page.url()).pathname).toBe(path);
    await expect.poll(() => visitor.texts()).toEqual(before);
    expect(await visitor.steps.count()).toBeGreaterThan(0);
  });

  it('shows the same after a reload, and goes on from there', async () => {
    await visitor.ask('The first of two');
    const path = await threadPath();
    const before = await visitor.texts();
    await visitor.page.reload();
    await visitor.ownMessages.first().waitFor();
    await expect.poll(() => visitor.texts()).toEqual(before);
    await visitor.ask('The second of two');
    expect(new URL(visitor.page.url()).pathname).toBe(path);
    expect(await visitor.ownMessages.count()).toBe(2);
  });

  it('goes on with a running answer after a reload', async () => {
    await visitor.say(EVERYTHING);
    await threadPath();
    await visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await visitor.page.reload();
    await visitor.ownMessages.first().waitFor();
    await visitor.answered();
    const shown = await visitor.texts();
    await visitor.page.reload();
    await visitor.ownMessages.first().waitFor();
    await expect.poll(() => visitor.texts()).toEqual(shown);
  });

  it('shows a conversation in two tabs alike', async () => {
    await visitor.ask('Said in the first tab');
    const path = await threadPath();
    const other = await visitor.openTab(path);
    await other.ownMessages.first().waitFor();
    await other.ask('Said in the second tab');
    await visitor.ownMessages.filter({ hasText: 'Said in the second tab' }).waitFor();
    await visitor.answered();
    await expect.poll(() => visitor.texts()).toEqual(await other.texts());
  });

  it('finds a conversation by its words, from the keyboard', async () => {
    await visitor.ask('Something about shuttles');
    const shuttles = await threadPath();
    await visitor.page.keyboard.press('Control+Shift+O');
    await visitor.greeted();
    await visitor.ask('Something about selvedges');
    const selvedges = await threadPath();
    await visitor.page.keyboard.press('Control+K');
    await visitor.page.keyboard.type('shuttles');
    await link(selvedges).waitFor({ state: 'detached' });
    await link(shuttles).waitFor();
    expect(await link(shuttles).count()).toBe(1);
  });

  it('renames and deletes a conversation', async () => {
    await visitor.ask('A conversation with a poor name');
    const path = await threadPath();
    const openMenu = async (): Promise<void> => {
      await link(path).hover();
      await visitor.page
        .locator('li', { has: link(path) })
        .getByRole('button')
        .click();
    };
    await openMenu();
    await visitor.page.getByRole('menuitem', { name: 'Rename' }).click();
    await visitor.page.getByRole('textbox', { name: 'Name', exact: true }).fill('A better name');
    await visitor.page.getByRole('button', { name: 'Rename' }).click();
    await link(path).filter({ hasText: 'A better name' }).waitFor();
    await openMenu();
    await visitor.page.getByRole('menuitem', { name: 'Delete' }).click();
    await visitor.page.getByRole('button', { name: 'Delete', exact: true }).click();
    await link(path).waitFor({ state: 'detached' });
    await expect.poll(() => visitor.page.evaluate('location.pathname')).toBe('/');
  });

  it('answers an address that does not exist with a new chat', async () => {
    await visitor.page.goto(new URL('/thread/00000000-0000-4000-8000-000000000000', visitor.page.url()).href);
    await visitor.greeted();
    await visitor.ask('Hello from here');
    expect(await visitor.ownMessages.count()).toBe(1);
  });
});
