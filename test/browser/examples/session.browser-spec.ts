import { describe, it } from 'vitest';
import { exampleApp } from '../../support/browser/example-app.js';
import { visits } from '../../support/browser/visits.js';

describe('The session example on the page', () => {
  const app = exampleApp('session');
  const here = visits({ url: () => app.url, isGreeted: false });
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).last().waitFor();

  it('greets by name, answers, takes settings, resumes by reload and knows the user next time', async () => {
    const { page } = here.visitor;
    await page.goto(app.url);
    await app.signIn(page, 'ada');
    await said('Welcome, Ada! Level beginner, score 0.');
    await here.visitor.ask('hello');
    await said('[en] You said: hello');
    await said('Level beginner, score 1.');

    await page.locator('[data-settings]').click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByLabel('Language', { exact: true }).selectOption('de');
    await dialog.getByLabel('Notifications', { exact: true }).press('Space');
    await dialog.getByRole('button', { name: 'Confirm' }).click();
    await said('Saved: language de, theme light, notifications off.');

    await page.waitForURL(/\/thread\//);
    await page.reload();
    await said('Welcome back, Ada!');
    await here.visitor.ask('hallo');
    await said('[de] You said: hallo');
    await said('Level beginner, score 2.');

    await page.locator('[data-new-chat]').first().click();
    await said('Welcome, Ada! Last time: 2 messages, the last "hallo", score 2. Level beginner, score 0.');
  });
});
