import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../../medium/standalone/standalone-process.js';
import { ChainlitPage } from '../../support/browser/chainlit-page.js';
import { launchChromium } from '../../support/browser/chromium.js';
import { exampleApp } from '../../support/browser/example-app.js';

const FIELDS = { name: 'input[name=email]', password: 'input[name=password]' };
const STARTERS = {
  analyst: ['trending-up', 'pie-chart'],
  admin: ['activity'],
  assistant: ['help-circle', 'code'],
};
const PROFILES = ['message-circle', 'bar-chart-3', 'settings'];
const port = await freePort();

/** The names of the icons that are drawn there now: loaded, and with a size. */
async function drawn(tab: Page, where: string): Promise<string[]> {
  const sources = await tab.evaluate<string[]>(`
    [...document.querySelectorAll('${where} img')]
      .filter((image) => image.complete && image.naturalWidth > 0 && image.clientWidth > 0)
      .map((image) => image.src)
  `);
  return sources.map((source) => /\/public\/icons\/([\w-]+)\.svg$/.exec(source)?.[1] ?? source);
}

function keysOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${path}${key}.`) : [`${path}${key}`],
  );
}

describe('The profiles example on Chainlit’s own page', () => {
  const app = exampleApp('profiles', () => ({ PUBLIC_URL: `http://127.0.0.1:${port}` }));
  let chainlit: ChainlitPage;
  let browser: Browser;

  beforeAll(async () => {
    chainlit = await ChainlitPage.serve(port, () => new URL(app.url));
    browser = await launchChromium();
  });

  afterAll(async () => {
    await browser?.close();
    chainlit?.close();
  });

  async function arrive(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
    // Its fonts come from elsewhere; the test is about what comes from Heddle.
    await context.route(
      (url) => url.origin !== chainlit.url,
      (route) => route.abort(),
    );
    return context.newPage();
  }

  it('draws the icons of every profile and starter, greets and answers', async () => {
    const tab = await arrive();
    // This page suggests first messages only until the app greets: the greeting is held back.
    let letThrough = (): void => {};
    const isLetThrough = new Promise<void>((resolve) => (letThrough = resolve));
    await tab.route(/\/ws\/socket\.io/, async (route) => {
      await isLetThrough;
      // Connections that the page has given up meanwhile are gone.
      await route.continue().catch(() => undefined);
    });
    await tab.goto(chainlit.url);
    await app.signIn(tab, 'ada', FIELDS);
    await expect.poll(() => drawn(tab, '#starters')).toEqual(STARTERS.assistant);
    for (const profile of ['analyst', 'admin'] as const) {
      await tab.locator('#chat-profiles').click();
      await expect.poll(() => drawn(tab, '[role=listbox]')).toEqual(PROFILES);
      await tab.locator(`[data-test="select-item:${profile}"]`).click();
      await expect.poll(() => drawn(tab, '#starters')).toEqual(STARTERS[profile]);
    }
    letThrough();
    await tab.getByText('Hello, administrator.').waitFor();
    await tab.locator('#chat-input').fill('/status');
    await tab.keyboard.press('Enter');
    await tab.getByText('[admin] Processing: /status').waitFor();
    await expect.poll(() => tab.locator('tbody tr').filter({ hasText: 'ready' }).count()).toBe(4);
  });

  it('has a text for everything that the page says', async () => {
    const response = await fetch(`${chainlit.url}/project/translations?language=en-US`);
    const { translation } = (await response.json()) as { translation: object };
    const keys = keysOf(translation);
    expect(keysOf(chainlit.translation()).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('asks as analyst for a file, and takes it', async () => {
    const tab = await arrive();
    await tab.goto(chainlit.url);
    await app.signIn(tab, 'grace', FIELDS);
    await tab.getByText('Hello! Ask me anything.').waitFor();
    await tab.locator('#chat-profiles').click();
    await tab.locator('[data-test="select-item:analyst"]').click();
    await tab.getByText('Hello! Upload a file').waitFor();
    await tab.locator('#chat-input').fill('my data');
    await tab.keyboard.press('Enter');
    await tab.getByText('Which file shall I read?').waitFor();
    await tab.getByText('Drop files here').waitFor();
    const buffer = Buffer.from('month,sum\nMay,1\n');
    const csv = { name: 'sales.csv', mimeType: 'text/csv', buffer };
    const input = tab.locator('#ask-button-input');
    const answer = tab.getByText('Got sales.csv: 16 bytes of text/csv.');
    // This page may draw the question anew, and forget what was dropped into the one before.
    await vi.waitFor(
      async () => {
        if ((await input.count()) > 0) await input.setInputFiles(csv, { timeout: 3_000 });
        await answer.waitFor({ timeout: 3_000 });
      },
      { timeout: 30_000 },
    );
    await tab.getByText('[analyst] Processing: my data').waitFor();
  });
});
