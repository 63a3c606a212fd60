import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { file, PNG } from '../support/browser/files.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

const KIND = { text: 'text', files: 'file', buttons: 'action', form: 'element' } as const;

describe('Questions of the app on the page', () => {
  const app = ownApp('questions.app.ts');
  const here = visits({ url: () => app.url });

  const waits = (kind: keyof typeof KIND) => here.visitor.page.locator(`[data-ask=${KIND[kind]}]`);
  const asks = async (word: string, kind: keyof typeof KIND): Promise<void> => {
    await here.visitor.say(word);
    await waits(kind).waitFor();
  };
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).waitFor();
  const picker = () => here.visitor.page.locator('[data-drop-zone] input[type=file]');
  const upload = (phase: string) => here.visitor.page.locator(`[data-upload=${phase}]`);

  describe('for a text', () => {
    it('is answered by the composer, and says so until then, with the time that is left', async () => {
      await asks('name', 'text');
      await here.visitor.page.locator('[data-message=answer][data-waits=true]').waitFor();
      const left = waits('text').getByRole('timer');
      expect(Number(await left.getAttribute('data-remaining'))).toBeGreaterThan(30);
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
      await here.visitor.say('Penelope');
      await said('You are Penelope.');
      await waits('text').waitFor({ state: 'detached' });
      expect(await here.visitor.page.locator('[data-waits=true]').count()).toBe(0);
    });

    it('can still be answered after a reload', async () => {
      await asks('name', 'text');
      await here.visitor.page.waitForURL(/\/thread\//);
      await here.visitor.page.reload();
      await waits('text').waitFor();
      await here.visitor.say('Penelope');
      await said('You are Penelope.');
      await here.visitor.sendButton.waitFor();
      const shown = await here.visitor.texts();
      await here.visitor.page.reload();
      await said('You are Penelope.');
      await expect.poll(() => here.visitor.texts()).toEqual(shown);
    });

    it('is answered once the connection is back, and not before', async () => {
      await asks('name', 'text');
      await here.visitor.goOffline();
      await waits('text').getByText('as soon as the connection is back').waitFor();
      await here.visitor.composer.fill('Penelope');
      await here.visitor.composer.press('Enter');
      expect(await here.visitor.composer.inputValue()).toBe('Penelope');
      await here.visitor.comeBack();
      await waits('text').getByText('waits for your answer').waitFor();
      await here.visitor.composer.press('Enter');
      await said('You are Penelope.');
    });

    it('may be the first thing that happens: nothing is suggested beside it', async () => {
      await here.visitor.page.locator('[data-profile-picker]').click();
      await here.visitor.page.locator('[data-profile=curious]').click();
      await waits('text').waitFor();
      expect(await here.visitor.page.locator('[data-starter]').count()).toBe(0);
      await here.visitor.say('Penelope');
      await said('Welcome, Penelope.');
      expect(await here.visitor.page.locator('[data-starter]').count()).toBe(0);
    });

    for (const way of ['button', 'Escape'] as const) {
      it(`can be given up (${way}): the turn ends with it`, async () => {
        await asks('name', 'text');
        if (way === 'button') await waits('text').getByRole('button', { name: 'Cancel' }).click();
        else await here.visitor.page.keyboard.press('Escape');
        await said('Task manually stopped.');
        await waits('text').waitFor({ state: 'detached' });
        await here.visitor.say('name');
        await waits('text').waitFor();
      });
    }

    it('is over when its time is', async () => {
      await here.visitor.say('short');
      await said('Too late.');
      await waits('text').waitFor({ state: 'detached' });
      await here.visitor.sendButton.waitFor();
    });

    it('is over in every tab once it is answered in one', async () => {
      await asks('name', 'text');
      await here.visitor.page.waitForURL(/\/thread\//);
      const other = await here.visitor.openTab(new URL(here.visitor.page.url()).pathname);
      await other.page.locator('[data-ask=text]').waitFor();
      await other.say('Ariadne');
      await said('You are Ariadne.');
      await waits('text').waitFor({ state: 'detached' });
    });
  });

  describe('for a choice', () => {
    it('is answered by a button under it; the buttons are gone then', async () => {
      await asks('colour', 'buttons');
      const madder = here.visitor.page.locator('[data-action=Madder]');
      expect(await madder.getAttribute('title')).toBe('Dye with Madder');
      await madder.locator('svg').waitFor();
      expect(await here.visitor.sendButton.isDisabled()).toBe(true);
      await madder.focus();
      await here.visitor.page.keyboard.press('Enter');
      await said('You chose Madder.');
      await expect.poll(() => here.visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
      await expect.poll(() => here.visitor.page.locator('[data-action]').count()).toBe(0);
      await said('Selected: Madder');
    });

    it('has each button once after a reload and after the connection was away', async () => {
      await asks('colour', 'buttons');
      await here.visitor.page.waitForURL(/\/thread\//);
      const buttons = here.visitor.page.locator('[data-action]');
      await here.visitor.goOffline();
      await here.visitor.comeBack();
      await waits('buttons').getByText('Choose one of the buttons').waitFor();
      expect(await buttons.count()).toBe(2);
      await here.visitor.page.reload();
      await waits('buttons').waitFor();
      await buttons.nth(1).waitFor();
      expect(await buttons.count()).toBe(2);
      await buttons.filter({ hasText: 'Woad' }).click();
      await said('You chose Woad.');
    });
  });

  describe('for a file', () => {
    it('takes the composer’s place, and is answered by the file that is chosen', async () => {
      await asks('file', 'files');
      expect(await here.visitor.composer.isVisible()).toBe(false);
      await expect.poll(() => here.visitor.page.evaluate('document.activeElement.type')).toBe('file');
      await here.visitor.page.getByText('up to 1 MB each').waitFor();
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
      await picker().setInputFiles(file('pattern.csv', 'over, under', 'text/csv'));
      await said('pattern.csv says over, under.');
      await here.visitor.composer.waitFor();
      await expect.poll(() => here.visitor.page.evaluate('document.activeElement.id')).toBe('message-field');
      await here.visitor.page.getByRole('link', { name: 'Download pattern.csv' }).waitFor();
    });

    it('says of each file that cannot be sent why, and sends none of them', async () => {
      await asks('file', 'files');
      await picker().setInputFiles(file('loom.png', 'no picture', 'image/png'));
      const refusal = here.visitor.page.locator('[data-file-refusal]');
      await refusal
        .getByText('loom.png was left out: its type is not one of text/csv, text/plain.')
        .waitFor();
      await picker().setInputFiles(file('large.csv', 'x'.repeat(1_100_000), 'text/csv'));
      await refusal.getByText('large.csv was left out: it is larger than 1 MB.').waitFor();
      expect(await here.visitor.page.locator('[data-upload]').count()).toBe(0);
      await waits('files').waitFor();
    });

    it('shows the server’s own words when it is the one to refuse', async () => {
      await asks('file', 'files');
      await picker().setInputFiles(file('liar.csv', PNG, 'text/csv'));
      await upload('refused').getByText('File type not allowed').waitFor();
      await picker().setInputFiles(file('honest.csv', 'warp', 'text/csv'));
      await said('honest.csv says warp.');
    });

    it('can do without a file that the server refused', async () => {
      await asks('file', 'files');
      await picker().setInputFiles(file('liar.csv', PNG, 'text/csv'));
      await upload('refused').waitFor();
      await here.visitor.page.getByRole('button', { name: 'Remove liar.csv' }).click();
      await picker().setInputFiles(file('honest.csv', 'warp', 'text/csv'));
      await said('honest.csv says warp.');
    });

    it('takes several, sends what is left of them on a press of the button, by the keyboard', async () => {
      await asks('files', 'files');
      const send = here.visitor.page.locator('[data-answer-files]');
      expect(await send.isDisabled()).toBe(true);
      await picker().setInputFiles([
        file('one.txt', 'one', 'text/plain'),
        file('two.txt', 'two', 'text/plain'),
        file('two.md', 'two', 'text/plain'),
      ]);
      await expect.poll(() => upload('done').count()).toBe(2);
      await here.visitor.page.getByRole('button', { name: 'Remove one.txt' }).press('Enter');
      await picker().setInputFiles(file('three.png', PNG, 'image/png'));
      await expect.poll(() => upload('done').count()).toBe(2);
      expect(await seriousViolations(here.visitor.page)).toEqual([]);
      await send.press('Enter');
      await said('There are 2: two.txt, three.png.');
    });

    it('goes on with an upload that the line broke, in a question that came back', async () => {
      await asks('files', 'files');
      await here.visitor.goOffline();
      await picker().setInputFiles(file('kept.txt', 'kept', 'text/plain'));
      await upload('sending').waitFor();
      await here.visitor.comeBack();
      await upload('done').waitFor();
      await here.visitor.page.locator('[data-answer-files]').click();
      await said('There are 1: kept.txt.');
    });

    it('is not lost to a file that is dropped where none is taken', async () => {
      await asks('name', 'text');
      const isLeftToBrowser = await here.visitor.page.evaluate<boolean>(`(() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['weft'], 'dropped.txt'));
        const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
        return document.body.dispatchEvent(drop);
      })()`);
      expect(isLeftToBrowser).toBe(false);
    });

    it('takes files that are dropped on the page', async () => {
      await asks('file', 'files');
      await here.visitor.drop({ name: 'dropped.txt', type: 'text/plain', content: 'weft' });
      await said('dropped.txt says weft.');
    });
  });

  it('for a form of the app’s own says that it cannot be shown, and can be declined', async () => {
    await asks('form', 'form');
    await waits('form').getByText('a form of its own, which this page cannot show').waitFor();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await waits('form').getByRole('button', { name: 'Decline' }).click();
    await said('The loom stays as it is.');
  });

  for (const look of [{ colorScheme: 'dark' }, { width: 390 }] as const) {
    it(`has nothing serious for axe to find (${JSON.stringify(look)})`, async () => {
      const visitor = await here.another(look);
      await visitor.open();
      await visitor.greeted();
      await visitor.say('file');
      await visitor.page.locator('[data-ask=file]').waitFor();
      expect(await visitor.sidewaysPixels()).toBe(0);
      expect(await seriousViolations(visitor.page)).toEqual([]);
    });
  }
});
