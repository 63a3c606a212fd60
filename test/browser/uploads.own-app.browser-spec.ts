import { describe, expect, it } from 'vitest';
import { seriousViolations } from '../support/browser/axe.js';
import { file, PNG } from '../support/browser/files.js';
import { ownApp } from '../support/browser/own-app.js';
import { visits } from '../support/browser/visits.js';

describe('Files that go with a message', () => {
  const app = ownApp('uploads.app.ts');
  const here = visits({ url: () => app.url });

  const picker = () => here.visitor.page.locator('[data-composer-tools] input[type=file]');
  const upload = (phase: string) => here.visitor.page.locator(`form [data-upload=${phase}]`);
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).waitFor();
  const notes = file('notes.txt', 'warp and weft', 'text/plain');

  it('are sent with it, and shown with it from then on', async () => {
    await picker().setInputFiles([notes, file('dot.png', PNG, 'image/png')]);
    await expect.poll(() => upload('done').count()).toBe(2);
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
    await here.visitor.say('Two files');
    await said('Two files: notes.txt (13), dot.png');
    expect(await upload('done').count()).toBe(0);
    const shown = here.visitor.ownMessages.first();
    await shown.getByRole('link', { name: 'Download notes.txt' }).waitFor();
    await shown.getByRole('img', { name: 'dot.png' }).waitFor();

    await here.visitor.page.waitForURL(/\/thread\//);
    await here.visitor.page.reload();
    await shown.getByRole('link', { name: 'Download notes.txt' }).waitFor();
    const width = () =>
      here.visitor.page.evaluate('document.querySelector("img[alt=\'dot.png\']")?.naturalWidth');
    await expect.poll(width).toBe(1);
  });

  it('may be all of it', async () => {
    await picker().setInputFiles(notes);
    await upload('done').waitFor();
    await here.visitor.sendButton.click();
    await said('No words: notes.txt (13).');
  });

  it('can be taken back before it goes', async () => {
    await picker().setInputFiles([notes, file('other.txt', 'x', 'text/plain')]);
    await here.visitor.page.getByRole('button', { name: 'Remove notes.txt' }).click();
    await here.visitor.say('One');
    await said('One: other.txt (1).');
  });

  it('are checked before they are sent, with a reason for each', async () => {
    await picker().setInputFiles([
      file('film.mp4', 'x', 'video/mp4'),
      file('long.txt', 'x'.repeat(1_100_000), 'text/plain'),
      notes,
    ]);
    const refusals = here.visitor.page.locator('form [data-file-refusal]');
    await refusals
      .filter({ hasText: 'film.mp4 was left out: its type is not one of text, image/png.' })
      .waitFor();
    await refusals.filter({ hasText: 'long.txt was left out: it is larger than 1 MB.' }).waitFor();
    await upload('done').filter({ hasText: 'notes.txt' }).waitFor();
    await picker().setInputFiles(['a', 'b', 'c'].map((name) => file(`${name}.txt`, name, 'text/plain')));
    await refusals.filter({ hasText: 'c.txt was left out: no more than 3 can be sent.' }).waitFor();
    expect(await seriousViolations(here.visitor.page)).toEqual([]);
  });

  it('are refused in the server’s own words where it knows better, and the message says so', async () => {
    await picker().setInputFiles(file('liar.txt', PNG, 'text/plain'));
    await upload('refused').getByText('File type not allowed').waitFor();
    await here.visitor.composer.fill('Without it');
    expect(await here.visitor.sendButton.isDisabled()).toBe(true);
    await here.visitor.page.getByRole('button', { name: 'Remove liar.txt' }).click();
    await here.visitor.composer.press('Enter');
    await said('Without it: no files.');

    await here.visitor.goOffline();
    await picker().setInputFiles(file('liar.txt', PNG, 'text/plain'));
    await here.visitor.say('With a lie');
    await here.visitor.comeBack();
    const message = here.visitor.ownMessages.filter({ hasText: 'With a lie' });
    await message.getByRole('alert').filter({ hasText: 'File type not allowed' }).waitFor();
    await message.getByRole('button', { name: 'Send again', exact: true }).waitFor();
  });

  it('hold the message back until they are there, also when the line breaks meanwhile', async () => {
    await here.visitor.ask('Before');
    await here.visitor.goOffline();
    await picker().setInputFiles(notes);
    await upload('sending').waitFor();
    await here.visitor.say('In the tunnel');
    const message = here.visitor.ownMessages.filter({ hasText: 'In the tunnel' });
    await message.getByText('Not sent yet').waitFor();
    await message.locator('[data-upload=sending]').waitFor();
    await here.visitor.comeBack();
    await said('In the tunnel: notes.txt (13).');
    await message.getByRole('link', { name: 'Download notes.txt' }).waitFor();
    expect(await message.locator('[data-upload]').count()).toBe(0);
  });

  it('can be dropped on the page, or pasted', async () => {
    await here.visitor.drop({ name: 'dropped.txt', type: 'text/plain', content: 'x' });
    await upload('done').filter({ hasText: 'dropped.txt' }).waitFor();
    await here.visitor.paste({ name: 'pasted.txt', type: 'text/plain', content: 'xy' });
    await upload('done').filter({ hasText: 'pasted.txt' }).waitFor();
    await here.visitor.say('Both');
    await said('Both: dropped.txt (1), pasted.txt (2).');
  });

  for (const look of [{ colorScheme: 'dark' }, { width: 390 }] as const) {
    it(`have nothing serious for axe to find (${JSON.stringify(look)})`, async () => {
      const visitor = await here.another(look);
      await visitor.open();
      await visitor.greeted();
      await visitor.page.locator('[data-composer-tools] input[type=file]').setInputFiles(notes);
      await visitor.page.locator('[data-upload=done]').waitFor();
      expect(await visitor.sidewaysPixels()).toBe(0);
      expect(await seriousViolations(visitor.page)).toEqual([]);
    });
  }
});
