import { describe, expect, it } from 'vitest';
import { exampleApp } from '../../support/browser/example-app.js';
import { file, PNG } from '../../support/browser/files.js';
import { loadedIcons } from '../../support/browser/loaded-icons.js';
import { visits } from '../../support/browser/visits.js';

const ICONS = {
  assistant: ['help-circle', 'code'],
  analyst: ['trending-up', 'pie-chart'],
  admin: ['activity'],
};
const PROFILE_ICONS = ['message-circle', 'bar-chart-3', 'settings'];

describe('The profiles example on the page', () => {
  const app = exampleApp('profiles');
  const here = visits({ url: () => app.url, isGreeted: false });
  const said = (text: string) => here.visitor.answers.filter({ hasText: text }).last().waitFor();
  const picker = () => here.visitor.page.locator('[data-profile-picker]');
  const starters = () => here.visitor.page.locator('[data-starter]');
  const choose = async (name: string): Promise<void> => {
    await picker().click();
    await here.visitor.page.locator(`[data-profile=${name}]`).click();
    const confirmed = here.visitor.page.getByRole('button', { name: 'Confirm' });
    if ((await here.visitor.ownMessages.count()) > 0) await confirmed.click();
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
  };

  it('offers an administrator three profiles, each with its greeting, starters and icons', async () => {
    const { page } = here.visitor;
    const icons = loadedIcons(page);
    await page.goto(app.url);
    await app.signIn(page, 'ada');
    await said('Hello! Ask me anything.');
    await picker().click();
    await expect.poll(() => page.locator('[data-profile]').count()).toBe(3);
    await page.locator('[data-profile=analyst]').getByText('your data').waitFor();
    await page.keyboard.press('Escape');
    for (const [profile, greeting] of [
      ['analyst', 'Hello! Upload a file'],
      ['admin', 'Hello, administrator.'],
      ['assistant', 'Hello! Ask me anything.'],
    ] as const) {
      await choose(profile);
      await said(greeting);
      await expect.poll(() => starters().count()).toBe(ICONS[profile].length);
      await expect.poll(() => starters().locator('[data-icon]').count()).toBe(ICONS[profile].length);
      for (const name of ICONS[profile]) await expect.poll(() => icons.names).toContain(name);
    }
    await expect
      .poll(() => [...icons.names].sort())
      .toEqual([...PROFILE_ICONS, ...Object.values(ICONS).flat()].sort());
    expect(icons.failures).toEqual([]);
    await starters().first().click();
    await said('[assistant] Processing: What can you help me with?');
  });

  it('shows an administrator how the services do', async () => {
    const { page } = here.visitor;
    await page.goto(app.url);
    await app.signIn(page, 'ada');
    await said('Hello! Ask me anything.');
    await choose('admin');
    await said('Hello, administrator.');
    await starters().click();
    await said('[admin] Processing: /status');
    const rows = here.visitor.answers.locator('tbody tr');
    for (const service of ['auth', 'session', 'profile', 'chat-gateway'])
      await rows.filter({ hasText: service }).filter({ hasText: 'ready' }).first().waitFor();
  });

  it('offers a member two, and reads as analyst the file that it asks for', async () => {
    const { page } = here.visitor;
    await page.goto(app.url);
    await app.signIn(page, 'grace');
    await said('Hello! Ask me anything.');
    await picker().click();
    await expect.poll(() => page.locator('[data-profile]').count()).toBe(2);
    await page.locator('[data-profile=analyst]').click();
    await said('Hello! Upload a file');
    await starters().last().click();
    await page.locator('[data-ask=file]').waitFor();
    const upload = page.locator('[data-drop-zone] input[type=file]');
    await upload.setInputFiles(file('loom.png', PNG, 'image/png'));
    await page.locator('[data-file-refusal]').getByText('loom.png was left out').waitFor();
    await upload.setInputFiles(file('sales.csv', 'month,sum\nMay,1\n', 'text/csv'));
    await said('Got sales.csv: 16 bytes of text/csv.');
    await said('It has 2 lines and begins with "month,sum".');
    await said('[analyst] Processing: Upload a file and show me the shares.');
  });
});
