import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

describe('Keys of the user’s own', () => {
  const app = ownApp('keys.app.ts');
  const here = visits({ url: () => app.url, isGreeted: false });

  const form = () => here.visitor.page.locator('[data-user-env]');
  const field = (key: string) => form().getByLabel(key);
  const fill = async (loom: string, dye: string): Promise<void> => {
    await field('LOOM_KEY').fill(loom);
    await field('DYE_KEY').fill(dye);
    await form().getByRole('button', { name: 'Continue' }).click();
  };
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).last().waitFor();

  it('are asked for before there is a chat, kept in the browser, and sent to the app', async () => {
    await here.visitor.page.goto(app.url);
    await form().waitFor();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await form().getByRole('button', { name: 'Continue' }).click();
    expect(await here.visitor.composer.count()).toBe(0);
    await fill('wood', 'indigo');
    await said('I have wood and indigo.');

    await here.visitor.page.reload();
    await said('I have wood and indigo.');
    expect(await form().count()).toBe(0);
    await here.visitor.ask('And now?');
    await said('I still have wood and indigo.');
  });

  it('can be changed; the conversation goes on with the new ones', async () => {
    await here.visitor.page.goto(app.url);
    await fill('wood', 'indigo');
    await said('I have wood and indigo.');
    await here.visitor.ask('Hello');
    await here.visitor.page.getByRole('button', { name: 'Change your keys' }).click();
    expect(await field('DYE_KEY').inputValue()).toBe('indigo');
    await form().getByRole('button', { name: 'Cancel' }).click();
    await here.visitor.composer.waitFor();

    await here.visitor.page.getByRole('button', { name: 'Change your keys' }).click();
    await fill('steel', 'indigo');
    await here.visitor.ownMessages.first().waitFor();
    await here.visitor.ask('And now?');
    await said('I still have steel and indigo.');
  });

  it('are asked for again when the server misses one that the page did not know of', async () => {
    // As after an app that wants another key was put in place of the one that the page was loaded for.
    await here.visitor.page.route('**/project/settings*', async (route) => {
      const response = await route.fetch();
      const settings = (await response.json()) as { userEnv: string[] };
      await route.fulfill({ response, json: { ...settings, userEnv: ['LOOM_KEY'] } });
    });
    await here.visitor.page.goto(app.url);
    await field('LOOM_KEY').fill('wood');
    await form().getByRole('button', { name: 'Continue' }).click();
    await form().getByRole('alert').filter({ hasText: 'did not accept these keys' }).waitFor();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await fill('wood', 'woad');
    await said('I have wood and woad.');
  });

  for (const look of [{ colorScheme: 'dark' }, { width: 390 }] as const) {
    it(`have a form with nothing serious for axe to find (${JSON.stringify(look)})`, async () => {
      const visitor = await here.another(look);
      await visitor.page.goto(app.url);
      await visitor.page.locator('[data-user-env]').waitFor();
      expect(await visitor.sidewaysPixels()).toBe(0);
      expect(await seriousViolations(visitor.page)).toEqual([]);
    });
  }
});
