import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/messaging/eventually.js';
import { ProfileServiceUnderTest, profileOf } from './profile-service.js';

describe('what a page is told of the selected profile’s app', () => {
  let profile: ProfileServiceUnderTest;

  beforeEach(async () => {
    profile = await ProfileServiceUnderTest.start();
  });

  afterEach(() => profile.stop());

  it('is the uploads it takes and the keys it needs, in the wire protocol’s words', async () => {
    await profile.announce('alpha', { profiles: [profileOf('plain')] });
    await profile.announce('beta', {
      profiles: [profileOf('files')],
      userEnv: ['WEATHER_KEY'],
      features: {
        spontaneousFileUpload: {
          enabled: true,
          accept: { 'text/csv': ['.csv'] },
          maxFiles: 3,
          maxSizeMb: 0.5,
        },
      },
    });
    const alice = profile.newUser();
    await eventually(async () => {
      const files = await profile.settings(alice, { chat_profile: 'files' });
      expect(files.userEnv).toEqual(['WEATHER_KEY']);
      expect(files.features.spontaneous_file_upload).toEqual({
        enabled: true,
        accept: { 'text/csv': ['.csv'] },
        max_files: 3,
        max_size_mb: 0.5,
      });
    });
    const plain = await profile.settings(alice, { chat_profile: 'plain' });
    expect(plain.userEnv).toEqual([]);
    expect(plain.features.spontaneous_file_upload).toEqual({
      enabled: false,
      accept: null,
      max_files: null,
      max_size_mb: null,
    });
  });

  it('is that of the marked default while nothing is selected', async () => {
    await profile.announce('alpha', { profiles: [profileOf('one')] });
    await profile.announce('beta', { profiles: [profileOf('two', { default: true })] });
    const alice = profile.newUser();
    await eventually(async () => expect((await profile.settings(alice)).ui.name).toBe('beta'));
    expect((await profile.settings(alice, { chat_profile: 'nobody’s' })).ui.name).toBe('beta');
    expect((await profile.settings(alice, { chat_profile: 'one' })).ui.name).toBe('alpha');
  });
});

describe('starters', () => {
  let profile: ProfileServiceUnderTest;

  beforeEach(async () => {
    profile = await ProfileServiceUnderTest.start();
  });

  afterEach(() => profile.stop());

  const declared = [{ label: 'Declared', message: 'Say it.', icon: 'help-circle' }];

  async function announced(change: Parameters<ProfileServiceUnderTest['announce']>[1]): Promise<void> {
    await profile.announce('assistant', { starters: declared, profiles: [profileOf('one')], ...change });
    await eventually(async () => {
      expect((await profile.settings(profile.newUser())).chatProfiles).not.toEqual([]);
    });
  }

  const labels = async (...given: Parameters<ProfileServiceUnderTest['settings']>): Promise<string[]> =>
    (await profile.settings(...given)).starters.map(({ label }) => label);

  it('are the declared ones of an app that says no others', async () => {
    await announced({});
    expect((await profile.settings(profile.newUser())).starters).toEqual([
      { label: 'Declared', message: 'Say it.', command: null, icon: '/public/icons/help-circle.svg' },
    ]);
  });

  it('are the workers’, by user, language and selected profile, and given from memory', async () => {
    await profile.work('assistant', {
      starters: ({ user, language, chatProfile }) => [
        { label: `${user?.identifier} ${language} ${chatProfile ?? 'none'}`, message: 'Hello.' },
      ],
    });
    await announced({ hooks: ['setStarters'] });
    const alice = profile.newUser();
    const questions = profile.asked.starters.length;
    for (let times = 0; times < 3; times++) {
      expect(await labels(alice)).toEqual(['alice en-US none']);
      expect(await labels(alice, { chat_profile: 'one', language: 'de' })).toEqual(['alice de one']);
    }
    // A profile that the user is not offered is none: a hook need not guard what it suggests.
    expect(await labels(alice, { chat_profile: 'somebody else’s' })).toEqual(['alice en-US none']);
    expect(profile.asked.starters.slice(questions)).toHaveLength(2);
  });

  it('are the last ones, else the declared ones, while no worker answers', async () => {
    const end = await profile.work('assistant', {
      starters: () => [{ label: 'Worker’s', message: 'Hello.' }],
    });
    await announced({ hooks: ['setStarters'] });
    const alice = profile.newUser();
    expect(await labels(alice)).toEqual(['Worker’s']);
    await end();
    profile.aheadMs = 3_600_000;
    expect(await labels(alice)).toEqual(['Worker’s']);
    expect(await labels(profile.newUser())).toEqual(['Declared']);
  });
});

describe('icons', () => {
  let profile: ProfileServiceUnderTest;

  beforeAll(async () => {
    profile = await ProfileServiceUnderTest.start();
    await profile.announce('assistant', {
      profiles: [
        profileOf('lucide', { icon: 'bar-chart-3', starters: [{ label: 'a', message: 'b', icon: 'code' }] }),
        profileOf('path', { icon: '/public/own.png' }),
        profileOf('url', { icon: 'https://example.com/icon.png' }),
        profileOf('data', { icon: 'data:image/png;base64,AAAA' }),
        profileOf('emoji', { icon: '🎓' }),
        profileOf('none'),
      ],
    });
    await eventually(async () => {
      expect((await profile.settings(profile.newUser())).chatProfiles).toHaveLength(6);
    });
  });

  afterAll(() => profile.stop());

  it('that are Lucide names become addresses, addresses stay', async () => {
    const { chatProfiles } = await profile.settings(profile.newUser());
    expect(Object.fromEntries(chatProfiles.map(({ name, icon }) => [name, icon]))).toEqual({
      lucide: '/public/icons/bar-chart-3.svg',
      path: '/public/own.png',
      url: 'https://example.com/icon.png',
      data: 'data:image/png;base64,AAAA',
      emoji: '🎓',
      none: null,
    });
    expect(chatProfiles[0]?.starters).toMatchObject([{ icon: '/public/icons/code.svg' }]);
  });

  it.each([
    'message-circle',
    'bar-chart-3',
    'settings',
    'help-circle',
    'code',
    'trending-up',
    'pie-chart',
    'activity',
  ])('can be had by everybody: %s', async (name) => {
    const response = await profile.fetch(`/public/icons/${name}.svg`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^image\/svg\+xml/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=604800');
    const svg = await response.text();
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*><(path|circle|rect|line)\b.*<\/svg>$/,
    );
    // A picture has no text around it whose colour it could take.
    expect(svg).not.toContain('currentColor');
  });

  it.each(['no-such-icon', 'constructor', '__proto__', '..%2f..%2fpackage', 'a.b'])(
    'are not found by another name: %s',
    async (name) => {
      const response = await profile.fetch(`/public/icons/${name}.svg`);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^application\/json/);
      expect(response.headers.get('cache-control')).toBeNull();
      expect(await response.json()).toEqual({ detail: expect.any(String) as string });
    },
  );
});
