import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../medium/standalone/standalone-process.js';
import { ChainlitPage } from '../../support/browser/chainlit-page.js';
import { launchChromium } from '../../support/browser/chromium.js';
import { exampleApp } from '../../support/browser/example-app.js';
import { loadedIcons } from '../../support/browser/loaded-icons.js';

const FIELDS = { name: 'input[name=email]', password: 'input[name=password]' };
const port = await freePort();

describe('The profiles example on Chainlit’s own page', () => {
  const app = exampleApp('profiles', () => ({ PUBLIC_URL: `http://127.0.0.1:${port}` }));
  let page: ChainlitPage;

  beforeAll(async () => {
    page = await ChainlitPage.serve(port, () => new URL(app.url));
  });
  afterAll(() => page?.close());

  it('signs in, shows every profile and starter with its icon, and answers', async () => {
    const browser = await launchChromium();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
      await context.route(
        (url) => url.origin !== page.url,
        (route) => route.abort(),
      );
      const tab = await context.newPage();
      const icons = loadedIcons(tab);
      await tab.goto(page.url);
      await app.signIn(tab, 'ada', FIELDS);
      await tab.screenshot({ path: '/tmp/i-1.png' });
      await tab.getByText('Hello! Ask me anything.').waitFor();
      await tab.screenshot({ path: '/tmp/i-2.png' });
    } finally {
      await browser.close();
    }
  });
});
