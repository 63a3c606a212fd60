import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

describe('What an app shows besides words', () => {
  const app = ownApp('showing.app.ts');
  const here = visits({ url: () => app.url });

  const link = (name: string) => here.visitor.page.locator(`[data-element-link="${name}"]`);
  const panel = () => here.visitor.page.locator('[data-side-panel]');
  const step = (name: string) => here.visitor.page.locator(`[data-step="${name}"]`);
  const line = (name: string) => step(name).getByRole('button').first();

  describe('elements', () => {
    it('stand under their message, or are links where it names them', async () => {
      await here.visitor.ask('elements');
      expect(await link('draft.md').count()).toBe(1);
      expect(await here.visitor.lastAnswer.locator('code').filter({ hasText: 'draft.md' }).count()).toBe(1);
      expect(await link('threads.csv').count()).toBe(1);
      const width = () => here.visitor.page.evaluate('document.querySelector("img[alt=dot]")?.naturalWidth');
      await expect.poll(width).toBe(1);
      await here.visitor.lastAnswer.getByText('const shuttle = 1;').waitFor();
      await here.visitor.lastAnswer.getByText('“Loom” is drawn by code of the app').waitFor();
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
    });

    it('open beside the conversation, by the keyboard, and close', async () => {
      await here.visitor.ask('elements');
      await link('draft.md').focus();
      await here.visitor.page.keyboard.press('Enter');
      await panel().getByRole('heading', { name: 'A draft' }).waitFor();
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
      const focused = (what: string) => here.visitor.page.evaluate(`document.activeElement.${what}`);
      expect(await focused('dataset.sidePanel')).toBe('true');
      await panel().getByRole('button', { name: 'Close panel' }).press('Enter');
      await expect.poll(() => focused('dataset.elementLink')).toBe('draft.md');
      await link('pattern book').click();
      await panel().locator('object[type="application/pdf"]').waitFor();
      await link('threads.csv').click();
      await panel().getByRole('link', { name: 'Download threads.csv' }).waitFor();
      await panel().getByRole('button', { name: 'Close panel' }).click();
      await panel().waitFor({ state: 'detached' });
    });

    it('are there after a reload, too', async () => {
      await here.visitor.ask('elements');
      await here.visitor.page.waitForURL(/\/thread\//);
      await here.visitor.page.reload();
      await link('draft.md').click();
      await panel().getByRole('heading', { name: 'A draft' }).waitFor();
    });

    it('open in a dialog on a phone', async () => {
      const visitor = await here.another({ width: 390, colorScheme: 'dark' });
      await visitor.open();
      await visitor.greeted();
      await visitor.ask('elements');
      await visitor.page.locator('[data-element-link="draft.md"]').click();
      const dialog = visitor.page.getByRole('dialog', { name: 'draft.md' });
      await dialog.getByRole('heading', { name: 'A draft' }).waitFor();
      expect(await visitor.sidewaysPixels()).toBe(0);
      expect(await seriousViolations(visitor.page)).toEqual([]);
      await visitor.page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });
  });

  it('steps lie within each other, open where the app wants it, and say what failed', async () => {
    await here.visitor.ask('steps');
    expect(await line('Weave').getAttribute('aria-expanded')).toBe('true');
    await step('Weave').getByText('"rows": 2').waitFor();
    await step('Weave').locator('svg.lucide-grid-3x3').waitFor();
    expect(await step('Weave').locator(step('Warp')).count()).toBe(1);
    await line('Warp').click();
    await step('Warp').getByText('print(1)').waitFor();
    expect(await step('Warp').getByText('unseen').count()).toBe(0);
    expect(await step('Tear').getAttribute('data-step-state')).toBe('failed');
    await line('Tear').click();
    await step('Tear').getByText('The thread tore').waitFor();
    expect(await line('Fold').getAttribute('aria-expanded')).toBe('false');
    await line('Fold').click();
    await step('Fold').getByText('Folded away').waitFor();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
  });

  describe('a task list', () => {
    const card = () => here.visitor.page.locator('[data-tasks]');

    it('stands above the composer, says how far it is, and opens', async () => {
      await here.visitor.say('tasks');
      await card().getByRole('status').filter({ hasText: 'Weaving · Warp' }).waitFor();
      await card().getByRole('status').filter({ hasText: 'Torn 1 of 2 done' }).waitFor();
      await card().locator('summary').press('Enter');
      await card().locator('[data-task=done]').filter({ hasText: 'Warp' }).getByText('Done').waitFor();
      await card().locator('[data-task=failed]').filter({ hasText: 'Weft' }).getByText('Failed').waitFor();
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
    });

    it('is there after a reload, and gone in a new chat', async () => {
      await here.visitor.ask('tasks');
      await here.visitor.page.waitForURL(/\/thread\//);
      await here.visitor.page.reload();
      await card().getByText('Torn').waitFor();
      await here.visitor.page.getByRole('button', { name: 'New chat' }).first().click();
      await card().waitFor({ state: 'detached' });
    });
  });

  describe('buttons', () => {
    const button = (name: string) => here.visitor.page.locator(`[data-action=${name}]`);

    it('say that they work, and go when the app takes them away', async () => {
      await here.visitor.ask('buttons');
      expect(await button('once').getAttribute('title')).toBe('Goes when it is used');
      await button('once').locator('svg.lucide-scissors').waitFor();
      await button('once').click();
      await here.visitor.page.locator('[data-action=once][aria-busy=true]').waitFor();
      await here.visitor.answers.filter({ hasText: 'Used.' }).waitFor();
      await button('once').waitFor({ state: 'detached' });
      await button('tear').waitFor();
    });

    it('say when it did not work', async () => {
      await here.visitor.ask('buttons');
      await button('tear').press('Enter');
      await here.visitor.page.getByText('“Tear” did not work').waitFor();
      await here.visitor.page.locator('[data-action=tear][aria-busy=false]').waitFor();
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
    });
  });
});
