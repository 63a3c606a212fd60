import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser/chromium.js';
import { EVERYTHING, Visitor } from '../support/browser/visitor.js';

const FOLDER = '.heddle/screenshots';
const LOOKS = [
  { name: 'light-wide', colorScheme: 'light', width: 1280 },
  { name: 'dark-wide', colorScheme: 'dark', width: 1280 },
  { name: 'light-phone', colorScheme: 'light', width: 375 },
  { name: 'dark-phone', colorScheme: 'dark', width: 375 },
] as const;

describe('Pictures of the page', () => {
  let browser: Browser;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await launchChromium();
  });

  afterAll(() => browser.close());

  for (const { name, ...look } of LOOKS) {
    it(`are taken: ${name}`, async () => {
      const visitor = await Visitor.arrive(browser, look);
      await visitor.open();
      await visitor.greeted();
      await visitor.page.waitForLoadState('networkidle');
      await visitor.page.screenshot({ path: `${FOLDER}/${name}-start.png` });

      await visitor.ask(EVERYTHING);
      await visitor.lastAnswer.locator('[data-highlighted=true]').first().waitFor();
      await visitor.page.screenshot({ path: `${FOLDER}/${name}-answer.png` });

      await visitor.steps.first().getByRole('button').first().click();
      await visitor.steps.first().scrollIntoViewIfNeeded();
      const picture = await visitor.page.screenshot({ path: `${FOLDER}/${name}-steps.png` });
      expect(picture.length).toBeGreaterThan(10_000);
      await visitor.leave();
    });
  }
});
