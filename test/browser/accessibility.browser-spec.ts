import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { launchChromium } from '../support/browser/chromium.js';
import { EVERYTHING, Visitor } from '../support/browser/visitor.js';

describe('The page for everyone', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has nothing serious for axe to find (${colorScheme})`, async () => {
      const visitor = await Visitor.arrive(browser, { colorScheme });
      await visitor.open();
      await visitor.greeted();
      expect(await seriousViolations(visitor.page)).toEqual([]);

      await visitor.ask(EVERYTHING);
      await visitor.lastAnswer.locator('[data-highlighted=true]').first().waitFor();
      await visitor.steps.first().getByRole('button').first().click();
      expect(await seriousViolations(visitor.page)).toEqual([]);

      await visitor.page.getByRole('button', { name: 'Theme' }).click();
      await visitor.page.getByRole('menu').waitFor();
      expect(await seriousViolations(visitor.page)).toEqual([]);
      await visitor.leave();
    });
  }

  it('fits a phone: nothing scrolls sideways, and the history is a drawer', async () => {
    const visitor = await Visitor.arrive(browser, { width: 375 });
    await visitor.open();
    await visitor.greeted();
    expect(await visitor.sidewaysPixels()).toBe(0);
    await visitor.ask(EVERYTHING);
    expect(await visitor.sidewaysPixels()).toBe(0);
    await visitor.page.getByRole('button', { name: 'Open sidebar' }).click();
    const drawer = visitor.page.getByRole('dialog');
    await drawer.waitFor();
    expect(await visitor.sidewaysPixels()).toBe(0);
    expect(await seriousViolations(visitor.page)).toEqual([]);
    await visitor.page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('tells assistive technology what happens', async () => {
    const visitor = await Visitor.arrive(browser);
    await visitor.open();
    await visitor.greeted();
    const log = visitor.page.getByRole('log', { name: 'Conversation' });
    expect(await log.getAttribute('aria-live')).toBe('polite');
    await visitor.say(EVERYTHING);
    await visitor.page.locator('[data-message=answer][aria-busy=true]').waitFor();
    await visitor.answered();
    expect(await visitor.page.locator('[aria-busy=true]').count()).toBe(0);
    await visitor.leave();
  });

  it('follows the chosen theme, also after a reload', async () => {
    const visitor = await Visitor.arrive(browser);
    await visitor.open();
    await visitor.page.getByRole('button', { name: 'Theme' }).click();
    await visitor.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await visitor.page.locator('html.dark').waitFor();
    await visitor.page.reload();
    await visitor.composer.waitFor();
    expect(await visitor.page.locator('html.dark').count()).toBe(1);
    await visitor.leave();
  });
});
