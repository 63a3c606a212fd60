import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

describe('A conversation on the page', () => {
  const here = visits();

  it('begins with the greeting, and the cursor in the message field', async () => {
    expect(await here.visitor.answers.first().innerText()).not.toBe('');
    expect(await here.visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
  });

  it('shows an answer that grows, then ends', async () => {
    await here.visitor.watchGrowth();
    await here.visitor.ask(EVERYTHING);
    const lengths = await here.visitor.seenLengths();
    expect(lengths.length).toBeGreaterThan(10);
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
    expect((await here.visitor.lastAnswer.innerText()).length).toBeGreaterThanOrEqual(Math.max(...lengths));
    expect(await here.visitor.lastAnswer.getAttribute('aria-busy')).toBe('false');
  });

  it('colours a finished code block and copies it', async () => {
    await here.visitor.ask(EVERYTHING);
    const block = here.visitor.lastAnswer.locator('[data-highlighted=true]').first();
    await block.waitFor();
    expect(await block.locator('.token').count()).toBeGreaterThan(5);
    await block.getByRole('button', { name: 'Copy code' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await here.visitor.page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.trim()).toBe((await block.locator('code').innerText()).trim());
  });

  it('shows a tool step, which opens to what went in and came out', async () => {
    await here.visitor.ask(EVERYTHING);
    const step = here.visitor.steps.first();
    expect(await step.getAttribute('data-step-state')).toBe('done');
    const line = step.getByRole('button').first();
    expect(await line.getAttribute('aria-expanded')).toBe('false');
    await line.click();
    await expect.poll(() => line.getAttribute('aria-expanded')).toBe('true');
    await step.getByText('Output', { exact: true }).first().waitFor();
  });

  it('never draws the runs that only frame a handler', async () => {
    await here.visitor.ask(EVERYTHING);
    expect(await here.visitor.steps.count()).toBeGreaterThan(0);
    for (const name of ['on_chat_start', 'on_message'])
      expect(await here.visitor.page.locator(`[data-step="${name}"]`).count()).toBe(0);
  });

  it('stops an answer on Escape, and listens again', async () => {
    await here.visitor.say(EVERYTHING);
    await here.visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await here.visitor.page.keyboard.press('Escape');
    await here.visitor.answered();
    await here.visitor.ask('Are you still there?');
    expect(await here.visitor.ownMessages.count()).toBe(2);
  });

  it('stops an answer by the button, and keeps the cursor in the message field', async () => {
    await here.visitor.say(EVERYTHING);
    await here.visitor.page.locator('[data-message=answer][data-streaming=true]').waitFor();
    await here.visitor.stopButton.click();
    await here.visitor.answered();
    expect(await here.visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
  });

  it('writes a second line on Shift+Enter', async () => {
    await here.visitor.composer.fill('one');
    await here.visitor.composer.press('Shift+Enter');
    await here.visitor.page.keyboard.type('two');
    expect(await here.visitor.composer.inputValue()).toBe('one\ntwo');
    expect(await here.visitor.ownMessages.count()).toBe(0);
  });

  it('starts a new chat on Ctrl+Shift+O', async () => {
    await here.visitor.ask('Hello');
    await here.visitor.page.keyboard.press('Control+Shift+O');
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
    await here.visitor.greeted();
    expect(await here.visitor.page.evaluate('location.pathname')).toBe('/');
    expect(await here.visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
    await here.visitor.ask('Hello again');
    expect(await here.visitor.ownMessages.count()).toBe(1);
  });
});
