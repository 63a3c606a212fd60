import { expect, it, vi } from 'vitest';
import { HEDDLE_URL } from '../support/chat-client.js';

interface Pictured {
  readonly icon: string | null;
}

interface Settings {
  readonly chatProfiles: readonly (Pictured & { readonly starters: readonly Pictured[] | null })[];
  readonly starters: readonly Pictured[];
}

it('every icon that a page is told of is a picture', async () => {
  const icons = await vi.waitFor(
    async () => {
      const settings = (await (await fetch(`${HEDDLE_URL}/project/settings`)).json()) as Settings;
      const pictured = [
        ...settings.chatProfiles.flatMap((profile) => [profile, ...(profile.starters ?? [])]),
        ...settings.starters,
      ];
      const named = pictured.flatMap(({ icon }) => icon ?? []);
      expect(named.length).toBeGreaterThan(0);
      return named;
    },
    { timeout: 15_000 },
  );
  for (const icon of icons) {
    const response = await fetch(new URL(icon, HEDDLE_URL));
    expect([icon, response.status]).toEqual([icon, 200]);
    expect(response.headers.get('content-type')).toMatch(/^image\//);
    expect(await response.text()).toContain('<svg');
  }
});
