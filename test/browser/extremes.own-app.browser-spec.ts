import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { ownApp } from '../support/browser/own-app.js';
import type { Visitor } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

/** What is cut off: the names of the buttons and fields, and the texts, that reach over the edge of the page. */
const cutOff = (visitor: Visitor): Promise<string[]> =>
  visitor.page.evaluate<string[]>(`[
    ...document.querySelectorAll('main button, main h2, main p, [role=dialog] :is(label, span, p, li, button)'),
  ].filter((element) => {
    if (element.closest('.sr-only, pre, table, [role=tablist]')) return false;
    const { width, right } = element.getBoundingClientRect();
    const edge = (element.closest('[role=dialog]') ?? document.body).getBoundingClientRect().right;
    return width > 0 && right > edge;
  }).map((element) => element.textContent.slice(0, 40))`);

describe('A page with long words and other scripts', () => {
  const app = ownApp('extremes.app.ts');
  const here = visits({ url: () => app.url });
  const focusIsIn = (selector: string): Promise<boolean> =>
    here.visitor.page.evaluate<boolean>(`document.activeElement.closest('${selector}') !== null`);

  for (const width of [390, 1280]) {
    it(`has nothing that reaches over its edge (${width} px)`, async () => {
      const visitor = await here.another({ width });
      await visitor.open();
      await visitor.greeted();
      await visitor.page.locator('[data-starter]').first().waitFor();
      expect(await cutOff(visitor)).toEqual([]);
      await visitor.ask('long');
      await visitor.page.locator('[data-tasks]').waitFor();
      expect(await cutOff(visitor)).toEqual([]);
      expect(await visitor.sidewaysPixels()).toBe(0);
      await visitor.page.locator('[data-settings]').click();
      await visitor.page.locator('[data-settings-form]').waitFor();
      expect(await cutOff(visitor)).toEqual([]);
    });
  }

  it('shows each block and each name in the direction of its own script', async () => {
    const direction = (selector: string, text = ''): Promise<string> =>
      here.visitor.page.evaluate<string>(`getComputedStyle(
        [...document.querySelectorAll('${selector}')].find((found) => found.textContent.includes('${text}')),
      ).direction`);
    expect(await direction('[data-starter] > [dir]', 'مرحبا')).toBe('rtl');
    await here.visitor.ask('arabic');
    const answer = '[data-message=answer] .prose-chat';
    expect(await direction(`${answer} p`, 'مرحبا')).toBe('rtl');
    expect(await direction(`${answer} ul`)).toBe('rtl');
    expect(await direction(`${answer} p`, 'Plain')).toBe('ltr');
    await here.visitor.composer.fill('مرحبا');
    expect(await direction('#message-field')).toBe('rtl');
  });

  it('has profiles that are chosen as a whole, whatever their descriptions hold', async () => {
    await here.visitor.page.locator('[data-profile-picker]').click();
    const option = here.visitor.page.locator('[data-profile=long]');
    await option.getByText('and code').waitFor();
    expect(await option.locator('[aria-hidden]').first().innerText()).toBe('🧵');
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
  });

  it('keeps the focus in a question of its own, and gives it back', async () => {
    await here.visitor.ask('Something');
    await here.visitor.page.locator('[data-profile-picker]').click();
    await here.visitor.page.locator('[data-profile=short]').click();
    await here.visitor.page.getByRole('alertdialog').waitFor();
    for (let press = 0; press < 3; press++) {
      await expect.poll(() => focusIsIn('[role=alertdialog]')).toBe(true);
      await here.visitor.page.keyboard.press('Tab');
    }
    await here.visitor.page.keyboard.press('Escape');
    await expect.poll(() => focusIsIn('[data-profile-picker]')).toBe(true);
  });

  it('gives the focus back to the menu that a dialog was opened from', async () => {
    await here.visitor.ask('Something');
    const menu = here.visitor.page.getByRole('button', { name: 'More about' });
    for (const [item, dialog] of [
      ['Rename', '[role=dialog]'],
      ['Delete', '[role=alertdialog]'],
    ] as const) {
      await menu.press('Enter');
      await here.visitor.page.getByRole('menuitem', { name: item }).press('Enter');
      await expect.poll(() => focusIsIn(dialog)).toBe(true);
      await here.visitor.page.getByRole('button', { name: 'Cancel' }).press('Enter');
      await expect.poll(() => focusIsIn('[aria-label^="More about"]')).toBe(true);
    }
  });

  it('moves the focus to the message field when the button that had it is gone', async () => {
    await here.visitor.say('pick');
    await here.visitor.page.locator('[data-action]').focus();
    await here.visitor.page.locator('[data-action]').waitFor({ state: 'detached' });
    await expect.poll(() => focusIsIn('#message-field')).toBe(true);
  });
});
