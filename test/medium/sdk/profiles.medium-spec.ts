import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppAnnounced, ChatProfiles, ChatStarters } from '#libs/contracts';
import type { AppManifestDto, PersistedUserDto } from '#libs/contracts';
import { eventHandler, RequestClient, subscribeEvents } from '#libs/messaging';
import type { ChatProfile } from '#libs/sdk';
import { instanceParts } from '../../support/messaging/messaging-parts.js';
import { ChatBench, someUser } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;
let requests: RequestClient;

beforeEach(async () => {
  bench = await ChatBench.open();
  requests = new RequestClient(instanceParts(bench.deployment));
});
afterEach(async () => {
  await requests.close();
  await bench.close();
});

const PUBLIC: ChatProfile = {
  name: 'assistant',
  markdownDescription: 'All',
  default: true,
  icon: 'message-circle',
};
const STAFF: ChatProfile = { name: 'analyst', markdownDescription: 'Staff', groups: ['staff'] };
const ADMIN: ChatProfile = { name: 'admin', markdownDescription: 'Admins', roles: ['admin'] };
const ALL = [PUBLIC, STAFF, ADMIN];

async function offered(user?: PersistedUserDto): Promise<unknown> {
  const question = { language: 'en', ...(user ? { user } : {}) };
  const { profiles } = await requests.ask(ChatProfiles, question, { app: 'assistant' });
  return profiles.map(({ name, icon }) => (icon ? `${name} ${icon}` : name));
}

async function manifest(): Promise<AppManifestDto> {
  const announced: AppManifestDto[] = [];
  const reading = await subscribeEvents(instanceParts(bench.deployment), {
    group: 'profile.events',
    handlers: [eventHandler(AppAnnounced, (data) => void announced.push(data)) as never],
  });
  await reading.drain(0);
  const last = announced.at(-1);
  if (!last) throw new Error('nothing was announced');
  return last;
}

describe('what an app offers', () => {
  it.each([
    ['as a list', ALL],
    ['by a function', () => ALL],
  ])('%s is told to each as far as their roles and groups go', async (_, setChatProfiles) => {
    await bench.work({ setChatProfiles });
    const anybody = 'assistant message-circle';
    expect(await offered()).toEqual([anybody]);
    expect(await offered(someUser())).toEqual([anybody]);
    expect(await offered(someUser({ groups: ['staff'] }))).toEqual([anybody, 'analyst']);
    expect(await offered(someUser({ roles: ['admin'], groups: ['staff'] }))).toEqual([
      anybody,
      'analyst',
      'admin',
    ]);
  });

  it('is announced whole, with what it handles', async () => {
    await bench.work({
      setChatProfiles: ALL,
      onMessage: () => undefined,
      onAction: { approve: () => true },
      userEnv: ['OPENAI_API_KEY'],
      features: { spontaneousFileUpload: { enabled: true, accept: ['text/*'], maxFiles: 2, maxSizeMb: 1 } },
      starters: [{ label: 'Hi', message: 'Hello' }],
    });
    expect(await manifest()).toMatchObject({
      profiles: ALL,
      // A list depends on nobody: there is nothing to ask a worker.
      hooks: ['onMessage'],
      actions: ['approve'],
      userEnv: ['OPENAI_API_KEY'],
      features: { spontaneousFileUpload: { enabled: true, accept: ['text/*'], maxFiles: 2, maxSizeMb: 1 } },
      starters: [{ label: 'Hi', message: 'Hello' }],
    });
  });

  it('is asked of the app once for a user as they are, and again when they change', async () => {
    const asked: unknown[] = [];
    await bench.work({
      setChatProfiles: (user, language) => {
        asked.push([user?.metadata, language]);
        return ALL;
      },
    });
    const announced = asked.length;
    const user = someUser({ metadata: { plan: 'free' } });
    await offered(user);
    await offered(user);
    await offered({ ...user, metadata: { plan: 'paid' } });
    expect(asked.slice(announced)).toEqual([
      [{ plan: 'free' }, 'en'],
      [{ plan: 'paid' }, 'en'],
    ]);
  });

  it('with several defaults has the first as default', async () => {
    await bench.work({ setChatProfiles: [{ ...STAFF, groups: [], default: true }, PUBLIC] });
    const { profiles } = await requests.ask(ChatProfiles, { language: 'en' }, { app: 'assistant' });
    expect(profiles.map((profile) => profile.default)).toEqual([true, false]);
  });

  it('by a function that offers two of one name ends the start of its worker', async () => {
    const refused = await bench.work({ setChatProfiles: () => [PUBLIC, PUBLIC] }).catch(String);
    expect(refused).toMatch(/Two profiles are called "assistant"/);
  });
});

describe('starters', () => {
  it('are what the app says for the user, the language and the profile', async () => {
    await bench.work({
      setStarters: (user, language, chatProfile) => [
        { label: 'Hi', message: `${user?.identifier} ${language} ${chatProfile}` },
      ],
    });
    const ask = { user: someUser(), language: 'de', chatProfile: 'sql' };
    const { starters } = await requests.ask(ChatStarters, ask, { app: 'assistant' });
    expect(starters).toEqual([{ label: 'Hi', message: 'ana de sql' }]);
  });
});

describe('the profile of a session', () => {
  const app = {
    setChatProfiles: ALL,
    onChatStart: (ctx: { chatProfile: string | undefined }) => `start ${ctx.chatProfile}`,
    onMessage: (_: unknown, ctx: { chatProfile: string | undefined }) => `message ${ctx.chatProfile}`,
    onAction: { press: () => 'pressed' },
  };

  it('that names none is the default', async () => {
    await bench.work(app);
    const visitor = await bench.visitor();
    await visitor.done(visitor.start());
    expect(visitor.texts).toEqual(['start assistant']);
  });

  it('that names none, where there is no default, is none', async () => {
    await bench.work({ ...app, setChatProfiles: [STAFF] });
    const visitor = await bench.visitor();
    await visitor.done(visitor.start());
    expect(visitor.texts).toEqual(['start undefined']);
  });

  it('that its user may not have runs no hook, and is told once each time', async () => {
    let silent = 0;
    await bench.work({ ...app, onConnect: () => void (silent += 1), onChatEnd: () => void (silent += 1) });
    const visitor = await bench.visitor({ chatProfile: 'admin', user: someUser({ groups: ['staff'] }) });
    const why = expect.stringContaining('profile "admin" is not yours to use') as string;
    await visitor.done(visitor.change('connected'));
    await visitor.done(visitor.start());
    expect(visitor.texts).toEqual([why]);
    await visitor.done(visitor.say('hi'));
    expect(await visitor.press('press')).toMatchObject({ error: why });
    await visitor.done(visitor.end());
    expect(visitor.texts).toEqual([why, why]);
    expect(silent).toBe(0);
  });

  it('is refused when the chat opens, also by an app that greets nobody', async () => {
    const { onChatStart: _, ...greetsNobody } = app;
    await bench.work(greetsNobody);
    const visitor = await bench.visitor({ chatProfile: 'admin', user: someUser({ groups: ['staff'] }) });
    await visitor.done(visitor.start());
    expect(visitor.texts).toEqual([expect.stringContaining('not yours')]);
  });

  it('is not the user’s any more when their role is gone, though their session had it when it began', async () => {
    await bench.work({ ...app, onMessage: (_, ctx) => `message ${ctx.user?.roles.join() ?? ''}` });
    const user = someUser({ roles: ['admin'] });
    bench.users = () => ({ ...user, roles: [] });
    const visitor = await bench.visitor({ chatProfile: 'admin', user });
    await visitor.done(visitor.say('hi'));
    expect(await visitor.press('press')).toHaveProperty('error');
    bench.users = () => ({ ...user, roles: ['admin', 'editor'] });
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts).toEqual([expect.stringContaining('not yours'), 'message admin,editor']);
  });

  it('is the user’s as soon as their role is', async () => {
    await bench.work(app);
    const user = someUser({ roles: ['admin'] });
    const visitor = await bench.visitor({ chatProfile: 'admin', user });
    await visitor.done(visitor.say('hi'));
    await visitor.done(visitor.say('hi', undefined, { ...visitor.session, user: { ...user, roles: [] } }));
    expect(visitor.texts).toEqual(['message admin', expect.stringContaining('not yours')]);
  });
});
