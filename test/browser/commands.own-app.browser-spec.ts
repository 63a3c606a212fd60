import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

describe('Commands and icons on the page', () => {
  const app = ownApp('choices.app.ts');
  const here = visits({ url: () => app.url });

  const menu = () => here.visitor.page.getByRole('listbox', { name: 'Commands' });
  const chosen = () => here.visitor.page.locator('[data-chosen-command]');
  const button = (id: string) => here.visitor.page.locator(`[data-command-button=${id}]`);
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).last().waitFor();
  const type = async (text: string): Promise<void> => {
    await here.visitor.composer.fill(text);
    await here.visitor.composer.press('Enter');
  };

  it('open with a slash, are found by their names and picked by the keyboard, for one message', async () => {
    await here.visitor.composer.fill('/');
    await menu().waitFor();
    expect(await menu().getByRole('option').count()).toBe(2);
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await here.visitor.composer.press('ArrowDown');
    const active = await here.visitor.composer.getAttribute('aria-activedescendant');
    expect(await here.visitor.page.locator(`[id="${active}"]`).innerText()).toContain('Plain weave');
    await here.visitor.composer.fill('/pic');
    await here.visitor.composer.press('Enter');
    expect(await chosen().innerText()).toBe('Picture');
    expect(await here.visitor.composer.inputValue()).toBe('');
    await here.visitor.say('A shuttle');
    await said('Picture: A shuttle');
    await here.visitor.ownMessages.filter({ hasText: 'Picture' }).waitFor();
    expect(await chosen().count()).toBe(0);
    await here.visitor.ask('Words');
    await said('No command: Words');
  });

  it('are given up with Backspace or Escape', async () => {
    await here.visitor.composer.fill('/');
    await menu()
      .getByRole('option', { name: /Picture/ })
      .click();
    await chosen().waitFor();
    await here.visitor.composer.press('Backspace');
    await chosen().waitFor({ state: 'detached' });
    await here.visitor.composer.fill('/pi');
    await here.visitor.composer.press('Escape');
    await menu().waitFor({ state: 'detached' });
    await here.visitor.composer.press('Enter');
    await said('No command: /pi');
  });

  it('may be written out; any other slash is the user’s own', async () => {
    await type('/plain weave of linen');
    await said('Plain weave: of linen');
    await type('/status please');
    await said('No command: /status please');
  });

  it('may be buttons, some of which stay pressed', async () => {
    await button('Search').press('Enter');
    expect(await button('Search').getAttribute('aria-pressed')).toBe('true');
    await here.visitor.ask('Wool');
    await said('Search: Wool');
    expect(await button('Search').getAttribute('aria-pressed')).toBe('false');
    await button('Think').click();
    await here.visitor.ask('One');
    await here.visitor.ask('Two');
    await said('Think: Two');
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
  });

  it('are there after a reload', async () => {
    await here.visitor.ask('Hello');
    await here.visitor.page.waitForURL(/\/thread\//);
    await here.visitor.page.reload();
    await button('Search').waitFor();
  });

  it('go with the starters that say so', async () => {
    await here.visitor.page.locator('[data-starter]').filter({ hasText: 'Draw it' }).click();
    await said('Picture: A shuttle');
  });

  describe('icons', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`of profiles and starters are drawn in the colour of the text (${colorScheme})`, async () => {
        const visitor = await here.another({ colorScheme });
        const loaded: string[] = [];
        visitor.page.on('response', (response) => {
          if (response.url().includes('/public/icons/') && response.ok()) loaded.push(response.url());
        });
        await visitor.open();
        await visitor.greeted();
        await visitor.page.locator('[data-profile-picker]').click();
        await visitor.page.getByRole('menuitemradio').first().waitFor();
        const names = ['message-circle', 'bar-chart-3', 'help-circle', 'code'];
        for (const name of names) {
          await expect.poll(() => loaded.some((url) => url.endsWith(`/${name}.svg`))).toBe(true);
          const look = await visitor.page.evaluate<{ mask: string; isInk: boolean; width: number }>(`{
            const icon = document.querySelector('[data-icon$="/${name}.svg"]');
            const { maskImage, backgroundColor, color, width } = getComputedStyle(icon);
            ({ mask: maskImage, isInk: backgroundColor === color, width: parseFloat(width) });
          }`);
          expect(look).toMatchObject({ isInk: true });
          expect(look.mask).toContain(`/${name}.svg`);
          expect(look.width).toBeGreaterThan(10);
        }
        expect(await seriousViolations(visitor.page)).toEqual([]);
      });
    }
  });
});
