import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

describe('The settings form', () => {
  const app = ownApp('settings.app.ts');
  const here = visits({ url: () => app.url });

  const dialog = () => here.visitor.page.getByRole('dialog', { name: 'Settings' });
  const open = async (): Promise<void> => {
    await here.visitor.page.locator('[data-settings]').click();
    await dialog().waitFor();
  };
  const field = (name: string) => dialog().getByLabel(name, { exact: true });
  const confirm = async (): Promise<void> => {
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const lastSet = async (): Promise<unknown> => {
    const answer = here.visitor.answers.filter({ hasText: 'Set: {' }).last();
    await answer.waitFor();
    return JSON.parse(/Set: (.*)/.exec(await answer.innerText())?.[1] ?? 'null');
  };

  it('gives the focus back to its button when it is left, to the message field when it is confirmed', async () => {
    const focused = () =>
      here.visitor.page.evaluate('document.activeElement.ariaLabel || document.activeElement.id');
    await open();
    await here.visitor.page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Settings');
    await open();
    await confirm();
    await expect.poll(focused).toBe('message-field');
  });

  it('sends every one of its fields, an empty one as nothing', async () => {
    await open();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await field('Stream').press('Space');
    await field('Strict').check();
    await field('Tension').press('ArrowRight');
    await field('Colour').selectOption('madder');
    await field('Fringed').check();
    await field('woad').check();
    await field('Yarns').last().fill('linen');
    await field('Yarns').last().press('Enter');
    await dialog().getByRole('button', { name: 'Remove wool' }).click();
    await field('Title').fill('');
    await field('Notes').fill('Unpicked\nat night');
    await field('Width').fill('91.5');
    await field('Begin').fill('2026-04-02');
    await field('Away: from').fill('2026-05-01');
    await field('Away: to').fill('2026-05-03');
    expect(await field('Loom').isDisabled()).toBe(true);
    await confirm();
    expect(await lastSet()).toEqual({
      stream: false,
      strict: true,
      tension: 2.5,
      colour: 'madder',
      edge: 'fringed',
      extras: ['woad', 'weld'],
      yarns: ['linen'],
      title: null,
      notes: 'Unpicked\nat night',
      width: 91.5,
      begin: '2026-04-02',
      away: ['2026-05-01', '2026-05-03'],
      loom: 'upright',
    });
  });

  it('says to whom it may concern what its fields are about', async () => {
    await open();
    const about = async (name: string): Promise<string> => {
      const id = await field(name).getAttribute('aria-describedby');
      return here.visitor.page.locator(`[id="${id}"]`).innerText();
    };
    expect(await about('Stream')).toBe('Words are shown as they come.');
    expect(await about('Strict')).toBe('Every thread is counted.');
  });

  it('holds what was confirmed, also after a reload; cancelling changes nothing; it can be reset', async () => {
    await open();
    await field('Title').fill('Tapestry');
    await confirm();
    await lastSet();
    await open();
    expect(await field('Title').inputValue()).toBe('Tapestry');
    await field('Title').fill('Rug');
    await dialog().getByRole('button', { name: 'Cancel' }).click();

    await here.visitor.ask('What holds?');
    await here.visitor.answers.filter({ hasText: '"title":"Tapestry"' }).last().waitFor();
    await here.visitor.page.reload();
    await here.visitor.ownMessages.first().waitFor();
    await open();
    await expect.poll(() => field('Title').inputValue()).toBe('Tapestry');
    await dialog().getByRole('button', { name: 'Reset' }).click();
    await expect.poll(() => field('Width').inputValue()).toBe('90');
  });

  it('tells the app while it is being filled in', async () => {
    await open();
    await field('Colour').selectOption('weld');
    await here.visitor.answers.filter({ hasText: 'Weld is yellow.' }).waitFor({ state: 'attached' });
    expect(await field('Colour').inputValue()).toBe('weld');
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await here.visitor.ask('What holds?');
    await here.visitor.answers.filter({ hasText: '"colour":"woad"' }).last().waitFor();
  });

  it('keeps what was typed when the server does not take it, and says why', async () => {
    await open();
    await field('Notes').fill('x'.repeat(70_000));
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    await dialog().getByRole('alert').filter({ hasText: 'larger than 64 KB' }).waitFor();
    expect((await field('Notes').inputValue()).length).toBe(70_000);
    await field('Notes').fill('Short');
    await confirm();
    expect(await lastSet()).toMatchObject({ notes: 'Short' });
  });

  it('cannot be confirmed without a connection, nor with half a range', async () => {
    await open();
    await field('Away: from').fill('2026-05-01');
    await dialog().getByRole('button', { name: 'Confirm' }).click();
    const invalid = await here.visitor.page.evaluate(
      'document.querySelector("form :invalid:not(fieldset)").ariaLabel',
    );
    expect(invalid).toBe('Away: to');
    await field('Away: from').fill('');
    await here.visitor.goOffline();
    expect(await dialog().getByRole('button', { name: 'Confirm' }).isDisabled()).toBe(true);
    await here.visitor.comeBack();
    await confirm();
    expect(await lastSet()).toMatchObject({ away: null });
  });

  it('has its pages, and sends the fields of all of them', async () => {
    await here.visitor.ask('pages');
    await open();
    await dialog().getByRole('tab', { name: 'Cloth' }).focus();
    await here.visitor.page.keyboard.press('ArrowRight');
    await expect.poll(() => field('Name').inputValue()).toBe('Penelope');
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await field('Name').fill('Ariadne');
    await confirm();
    expect(await lastSet()).toEqual({ colour: 'woad', name: 'Ariadne', away: null });
  });

  for (const look of [{ colorScheme: 'dark' }, { width: 390 }] as const) {
    it(`has nothing serious for axe to find (${JSON.stringify(look)})`, async () => {
      const visitor = await here.another(look);
      await visitor.open();
      await visitor.greeted();
      await visitor.page.locator('[data-settings]').click();
      await visitor.page.getByRole('dialog').waitFor();
      expect(await visitor.sidewaysPixels()).toBe(0);
      expect(await seriousViolations(visitor.page)).toEqual([]);
    });
  }
});
