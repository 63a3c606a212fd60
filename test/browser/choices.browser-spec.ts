import { describe, expect, it } from 'vitest';
import { HEDDLE_URL } from '../support/browser/visitor.js';
import { visits } from '../support/browser/visits.js';

interface Settings {
  chatProfiles: {
    name: string;
    display_name: string | null;
    default: boolean;
    starters: { label: string }[] | null;
  }[];
  starters: { label: string }[];
}

// The app decides what there is to choose from; what it offers, the page must show.
const response = await fetch(`${HEDDLE_URL}/project/settings?language=en-US`);
const settings = (await response.json()) as Settings;
const hasProfiles = settings.chatProfiles.length > 1;
const firstProfile = settings.chatProfiles.find((profile) => profile.default) ?? settings.chatProfiles[0];
const hasStarters = (firstProfile?.starters ?? settings.starters).length > 0;

describe('Profiles and starters on the page', () => {
  const here = visits();

  const picker = () => here.visitor.page.locator('[data-profile-picker]');
  const starters = () => here.visitor.page.locator('[data-starter]');
  const titleOf = ({ name, display_name }: Settings['chatProfiles'][number]): string => display_name ?? name;

  it('shows a picker and suggestions exactly where there is something to pick', async () => {
    expect(await picker().count()).toBe(hasProfiles ? 1 : 0);
    expect((await starters().count()) > 0).toBe(hasStarters);
  });

  it.runIf(hasProfiles)('offers the profiles that the app has', async () => {
    await picker().click();
    const options = here.visitor.page.getByRole('menuitemradio');
    expect(await options.count()).toBe(settings.chatProfiles.length);
    for (const profile of settings.chatProfiles)
      await options.filter({ hasText: titleOf(profile) }).waitFor();
  });

  it.runIf(hasProfiles)('switches at once while nothing was said, and asks when something was', async () => {
    const current = await picker().innerText();
    const [first, second] = settings.chatProfiles.filter((profile) => titleOf(profile) !== current.trim());
    const choose = async (profile: Settings['chatProfiles'][number] | undefined): Promise<void> => {
      await picker().click();
      await here.visitor.page.locator(`[data-profile="${profile?.name}"]`).click();
    };

    await choose(first);
    await picker()
      .filter({ hasText: titleOf(first!) })
      .waitFor();
    await here.visitor.greeted();
    await here.visitor.ask('Now something is said');

    const other = second ?? settings.chatProfiles.find((profile) => profile !== first);
    await choose(other);
    await here.visitor.page.getByRole('alertdialog').waitFor();
    await here.visitor.page.getByRole('button', { name: 'Cancel' }).click();
    expect(await here.visitor.ownMessages.count()).toBe(1);

    await choose(other);
    await here.visitor.page.getByRole('button', { name: 'Confirm' }).click();
    await expect.poll(() => here.visitor.ownMessages.count()).toBe(0);
    await here.visitor.greeted();
  });

  it.runIf(hasStarters)('sends a starter as a message, and then hides them', async () => {
    await starters().first().click();
    await here.visitor.ownMessages.first().waitFor();
    await expect.poll(() => starters().count()).toBe(0);
    await here.visitor.answered();
    expect(await here.visitor.ownMessages.count()).toBe(1);
  });
});
