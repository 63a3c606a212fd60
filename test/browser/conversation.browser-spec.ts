import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser/chromium.js';
import { EVERYTHING, Visitor } from '../support/browser/visitor.js';

describe('A conversation on the page', () => {
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

  it('begins with the greeting, and the cursor in the message field', async () => {
    expect(await visitor.answers.first().innerText()).not.toBe('');
    expect(await visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
  });

  it('shows an answer that grows, then ends', async () => {
    await visitor.watchGrowth();
    await visitor.ask(EVERYTHING);
    const lengths = await visitor.seenLengths();
    expect(lengths.length).toBeGreaterThan(10);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect((await visitor.lastAnswer.innerText()).length).toBeGreaterThanOrEqual(Math.max(...lengths));
    expect(await visitor.lastAnswer.getAttribute('aria-busy')).toBe('false');
  });

  it('colours a finished code block and copies it', async () => {
    await visitor.ask(EVERYTHING);
    const block = visitor.lastAnswer.locator('[data-highlighted=true]').first();
    await block.waitFor();
    expect(await block.locator('.token').count()).toBeGreaterThan(5);
    await block.getByRole('button', { name: 'Copy code' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await visitor.page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.trim()).toBe((await block.locator('code').innerText()).trim());
  });

  it('shows a tool step, which opens to what went in and came out', async () => {
    await visitor.ask(EVERYTHING);
    const step = visitor.steps.first();
    expect(await step.getAttribute('data-step-state')).toBe('done');
    const line = step.getByRole('button').first();
    expect(await line.getAttribute('aria-expanded')).toBe('false');
    await line.click();
    await expect.poll(() => line.getAttribute('aria-expanded')).toBe('true');
    await step.getByText('Output', { exact: true }).first().waitFor();
  });

  it('never draws the runs that only frame a handler', async () => {
    await visitor.ask(EVERYTHING);
    expect(await visitor.steps.count()).toBeGreaterThan(0);
    for (const name of ['on_chat_start', 'on_message'])
      expect(await visitor.page.locator(`[data-step="${name}"]`).count()).toBe(0);
  });

  it('stops an answer on Escape, and listens again', async () => {
    await visitor.say(EVERYTHING);
    await visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.answered();
    await visitor.ask('Are you still there?');
    expect(await visitor.ownMessages.count()).toBe(2);
  });

  it('stops an answer by the button, and keeps the cursor in the message field', async () => {
    await visitor.say(EVERYTHING);
    await visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await visitor.stopButton.click();
    await visitor.answered();
    expect(await visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
  });

  it('writes a second line on Shift+Enter', async () => {
    await visitor.composer.fill('one');
    await visitor.composer.press('Shift+Enter');
    await visitor.page.keyboard.type('two');
    expect(await visitor.composer.inputValue()).toBe('one\ntwo');
    expect(await visitor.ownMessages.count()).toBe(0);
  });

  it('starts a new chat on Ctrl+Shift+O', async () => {
    await visitor.ask('Hello');
    await visitor.page.keyboard.press('Control+Shift+O');
    await expect.poll(() => visitor.ownMessages.count()).toBe(0);
    await visitor.greeted();
    expect(await visitor.page.evaluate('location.pathname')).toBe('/');
    expect(await visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
    await visitor.ask('Hello again');
    expect(await visitor.ownMessages.count()).toBe(1);
  });
});
