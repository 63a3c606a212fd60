import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Logger } from '@nestjs/common';
import { vi } from 'vitest';
import { eventually } from '../../support/messaging/eventually.js';
import { ProfileServiceUnderTest, profileOf } from './profile-service.js';

let profile: ProfileServiceUnderTest;

beforeEach(async () => {
  profile = await ProfileServiceUnderTest.start();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await profile.stop();
});

/** Waits until the service has heard of the app, in this version. */
async function announced(...given: Parameters<ProfileServiceUnderTest['announce']>): Promise<void> {
  const mark = crypto.randomUUID();
  const [app, manifest] = given;
  await profile.announce(app, { readme: mark, ...manifest });
  const user = profile.newUser();
  await eventually(async () => {
    expect(await profile.settings(user)).toMatchObject({ markdown: mark });
  });
}

const hooked = { hooks: ['setChatProfiles' as const] };

describe('profiles that the workers decide', () => {
  beforeEach(() => announced('assistant', hooked));

  it('are asked for once, and given from memory after that', async () => {
    await profile.work('assistant', { profiles: ({ user }) => [profileOf(`for ${user?.identifier}`)] });
    const alice = profile.newUser();
    const questions = profile.asked.profiles.length;
    for (let times = 0; times < 5; times++) expect(await profile.namesFor(alice)).toEqual(['for alice']);
    expect(profile.asked.profiles.slice(questions)).toHaveLength(1);
    expect(profile.asked.users.filter(({ userId }) => userId === alice.id)).toHaveLength(1);
  });

  it('are asked for once, also by pages that open at the same time', async () => {
    await profile.work('assistant', { profiles: () => [profileOf('any')] });
    const alice = profile.newUser();
    const questions = profile.asked.profiles.length;
    await Promise.all(Array.from({ length: 8 }, () => profile.settings(alice)));
    expect(profile.asked.profiles.slice(questions)).toHaveLength(1);
  });

  it('are other ones in another language, for another user, and when the user is another', async () => {
    await profile.work('assistant', {
      profiles: ({ user, language }) => [
        profileOf(`${user?.identifier} ${language} ${user?.roles.join()} ${user?.groups.join()}`),
        profileOf(JSON.stringify(user?.metadata)),
      ],
    });
    const alice = profile.newUser({ metadata: { plan: 'free' } });
    expect(await profile.namesFor(alice)).toEqual(['alice en-US  ', '{"plan":"free"}']);
    expect(await profile.namesFor(alice, { language: 'de' })).toEqual(['alice de  ', '{"plan":"free"}']);
    expect(await profile.namesFor(profile.newUser({ identifier: 'bob' }))).toEqual(['bob en-US  ', '{}']);
    profile.users.set(alice.id, {
      ...alice,
      roles: ['admin'],
      groups: ['sales'],
      metadata: { plan: 'paid' },
    });
    profile.aheadMs += 5_000;
    expect(await profile.namesFor(alice)).toEqual(['alice en-US admin sales', '{"plan":"paid"}']);
  });

  it('are asked for again meanwhile when they are older than half a minute', async () => {
    let answer = 'first';
    await profile.work('assistant', { profiles: () => [profileOf(answer)] });
    const alice = profile.newUser();
    profile.aheadMs += 5_000;
    expect(await profile.namesFor(alice)).toEqual(['first']);
    answer = 'second';
    profile.aheadMs += 29_000;
    expect(await profile.namesFor(alice)).toEqual(['first']);
    profile.aheadMs += 2_000;
    expect(await profile.namesFor(alice)).toEqual(['first']);
    await eventually(async () => expect(await profile.namesFor(alice)).toEqual(['second']));
  });

  it('are waited for by who comes back after a long time', async () => {
    let answer = 'first';
    await profile.work('assistant', { profiles: () => [profileOf(answer)] });
    const alice = profile.newUser();
    profile.aheadMs += 5_000;
    expect(await profile.namesFor(alice)).toEqual(['first']);
    answer = 'second';
    profile.aheadMs += 3_600_000;
    expect(await profile.namesFor(alice)).toEqual(['second']);
  });

  it('are never an earlier version’s, nor what workers said before the app was announced again', async () => {
    let answer = 'first';
    const end = await profile.work('assistant', { profiles: () => [profileOf(answer)] });
    const alice = profile.newUser();
    expect(await profile.namesFor(alice)).toEqual(['first']);
    answer = 'second';
    await announced('assistant', hooked);
    expect(await profile.namesFor(alice)).toEqual(['second']);
    // A worker that is being replaced may have said that.
    answer = 'third';
    profile.aheadMs += 5_000;
    expect(await profile.namesFor(alice)).toEqual(['third']);
    await end();
    await announced('assistant', { ...hooked, version: '2', profiles: [profileOf('declared')] });
    expect(await profile.namesFor(alice)).toEqual(['declared']);
  });

  it('are the last ones, else the declared ones, while no worker answers', async () => {
    await announced('assistant', {
      ...hooked,
      profiles: [profileOf('everybody'), profileOf('admin', { roles: ['admin'] })],
    });
    const end = await profile.work('assistant', { profiles: () => [profileOf('from the worker')] });
    const [alice, admin] = [profile.newUser(), profile.newUser({ roles: ['admin'] })];
    expect(await profile.namesFor(alice)).toEqual(['from the worker']);
    await end();
    profile.aheadMs = 24 * 3_600_000 - 60_000;
    expect(await profile.namesFor(alice)).toEqual(['from the worker']);
    expect(await profile.namesFor(admin)).toEqual(['everybody', 'admin']);
    expect(await profile.namesFor(profile.newUser())).toEqual(['everybody']);
  });

  it('are the declared ones when the hook fails', async () => {
    await announced('assistant', { ...hooked, profiles: [profileOf('declared')] });
    await profile.work('assistant', { profiles: () => Promise.reject(new Error('no table')) });
    expect(await profile.namesFor(profile.newUser())).toEqual(['declared']);
  });
});

describe('profiles for some', () => {
  it('are seen by who has a role or is in a group, and changed roles show within five seconds', async () => {
    await announced('assistant', {
      profiles: [
        profileOf('everybody'),
        profileOf('editors', { roles: ['editor', 'admin'] }),
        profileOf('finance', { groups: ['finance'] }),
      ],
    });
    const alice = profile.newUser();
    expect(await profile.namesFor(alice)).toEqual(['everybody']);
    expect(await profile.namesFor(profile.newUser({ roles: ['editor'] }))).toEqual(['everybody', 'editors']);
    expect(await profile.namesFor(profile.newUser({ groups: ['finance'] }))).toEqual([
      'everybody',
      'finance',
    ]);
    profile.users.set(alice.id, { ...alice, roles: ['admin'] });
    profile.aheadMs += 5_000;
    expect(await profile.namesFor(alice)).toEqual(['everybody', 'editors']);
  });

  it('are nobody’s who is gone', async () => {
    await announced('assistant', { profiles: [profileOf('all'), profileOf('some', { roles: ['a'] })] });
    const ghost = profile.newUser({ roles: ['a'] });
    profile.users.delete(ghost.id);
    expect(await profile.namesFor(ghost)).toEqual(['all']);
  });

  it('need nobody to be asked where there are none', async () => {
    await announced('assistant', { profiles: [profileOf('everybody')] });
    expect(await profile.namesFor(profile.newUser())).toEqual(['everybody']);
    expect(profile.asked.users).toEqual([]);
  });
});

describe('two profiles of one name', () => {
  it('are one: the first by the app’s name, and the log says so once', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    await announced('zeta', {
      profiles: [profileOf('shared', { icon: '/zeta.png' }), profileOf('zeta only')],
    });
    await profile.announce('alpha', {
      profiles: [profileOf('shared', { icon: '/alpha.png' }), profileOf('shared', { icon: '/again.png' })],
    });
    const alice = profile.newUser();
    await eventually(async () => {
      const { chatProfiles } = await profile.settings(alice);
      expect(chatProfiles.map(({ name, icon }) => [name, icon])).toEqual([
        ['shared', '/alpha.png'],
        ['zeta only', null],
      ]);
    });
    for (let times = 0; times < 3; times++) await profile.settings(alice);
    expect(
      warn.mock.calls.map(([text]: unknown[]) => text).filter((text) => /shared/.test(String(text))),
    ).toEqual([
      'alpha offers two profiles called "shared"; the first counts. Rename one of them.',
      'alpha and zeta both offer a profile called "shared"; alpha\'s counts. Rename one of them.',
    ]);
    expect((await profile.settings(alice, { chat_profile: 'zeta only' })).ui.name).toBe('zeta');
    expect((await profile.settings(alice, { chat_profile: 'shared' })).ui.name).toBe('alpha');
  });
});
