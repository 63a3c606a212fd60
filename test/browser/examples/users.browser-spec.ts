import { describe, expect, it } from 'vitest';
import { exampleApp } from '../../support/browser/example-app.js';
import { visits } from '../../support/browser/visits.js';

describe('The users example on the page', () => {
  const app = exampleApp('users');
  const here = visits({ url: () => app.url, isGreeted: false });
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).last().waitFor();

  it('shows who is signed in, what the app sees of them, and users of the app’s own', async () => {
    const { page } = here.visitor;
    await page.goto(app.url);
    await app.signIn(page, 'ada');
    await said('You are Ada.');
    await said('role: admin');
    await said('preferences: {"theme":"dark"}');
    await said('last login: never before');
    await here.visitor.ask('me');
    const seen = await here.visitor.lastAnswer.locator('pre').innerText();
    expect(seen).toMatch(/"identifier": "ada"[\s\S]*"createdAt": "\d{4}-/);
    await here.visitor.ask('example');
    await expect.poll(() => here.visitor.lastAnswer.locator('pre').count()).toBe(3);
    await page.locator('[data-new-chat]').first().click();
    await said('last login: 2');
  });
});
