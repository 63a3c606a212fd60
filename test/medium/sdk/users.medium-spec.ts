import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergePatch } from '#libs/contracts';
import type { JsonObject, PersistedUserDto } from '#libs/contracts';
import { createAccessor, PersistedUser, User, userSession } from '#libs/sdk';
import type { ChatAppDefinition, ChatContext } from '#libs/sdk';
import { closedGate } from '../../support/messaging/gate.js';
import { eventually } from '../../support/messaging/eventually.js';
import { ChatBench, someUser } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

/** The user as the patches make it of what was known before. */
async function after(user: PersistedUserDto, count: number): Promise<unknown> {
  await eventually(() => expect(bench.patches).toHaveLength(count));
  return bench.patches.reduce((metadata, { patch }) => mergePatch(metadata, patch), user.metadata);
}

describe('the user of a turn', () => {
  it('is one object for ctx, userSession and its key; a guest is none', async () => {
    const user = someUser({ displayName: 'Ana', roles: ['editor'], groups: ['staff'] });
    const seen: unknown[] = [];
    await bench.work({
      onMessage: (_, ctx) => {
        seen.push(ctx.user, userSession.user, userSession.get('user'), ctx.user instanceof PersistedUser);
      },
    });
    const visitor = await bench.visitor({ user });
    await visitor.done(visitor.say('hi'));
    expect(seen[0]).toMatchObject({ ...user });
    expect(new Set(seen.slice(0, 3)).size).toBe(1);
    expect(seen[3]).toBe(true);
    const guest = await bench.visitor();
    await guest.done(guest.say('hi'));
    expect(seen.slice(4)).toEqual([undefined, undefined, undefined, false]);
  });

  it('cannot be given roles or groups by a handler', async () => {
    const visitor = await bench.visitor({ user: someUser() });
    await bench.work({
      onMessage: (_, ctx) => void (ctx.user?.roles as string[] | undefined)?.push('admin'),
    });
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts[0]).toMatch(/Something went wrong/);
  });

  it('made by an app has metadata of its own', () => {
    const [ana, bob] = [new User({ identifier: 'ana' }), new PersistedUser({ identifier: 'bob', id: 'x' })];
    ana.metadata['role'] = 'admin';
    expect([bob.metadata, bob.createdAt, bob.roles]).toEqual([{}, '', []]);
  });
});

describe('metadata changed in place', () => {
  it('is sent as what changed, and is there in the conversation from then on', async () => {
    const user = someUser({ metadata: { role: 'editor', old: 1, nested: { a: 1, b: 2 } } });
    const visitor = await bench.visitor({ user });
    await bench.work({
      onMessage: ({ content }, ctx) => {
        const metadata = ctx.user?.metadata ?? {};
        if (content === 'read') return JSON.stringify(metadata);
        metadata['score'] = 5;
        delete metadata['old'];
        metadata['nested'] = { a: 1, b: 3 };
        return undefined;
      },
    });
    await visitor.done(visitor.say('change'));
    await visitor.done(visitor.say('read'));
    const now = { role: 'editor', nested: { a: 1, b: 3 }, score: 5 };
    expect(JSON.parse(visitor.texts[0] ?? '')).toEqual(now);
    expect(await after(user, 1)).toEqual(now);
    expect(bench.patches).toEqual([
      { tenantId: 'default', userId: user.id, patch: { score: 5, old: null, nested: { b: 3 } } },
    ]);
  });

  it('is sent and kept whole, whatever its keys are called', async () => {
    const names = '{"constructor":"Ferrari","__proto__":{"constructor":1},"toString":["t"]}';
    const user = someUser({ metadata: JSON.parse('{"__proto__":{"b":1},"valueOf":1}') as JsonObject });
    const visitor = await bench.visitor({ user });
    await bench.work({
      onMessage: ({ content }, ctx) => {
        if (!ctx.user || content === 'read') return JSON.stringify(ctx.user?.metadata);
        ctx.user.metadata = JSON.parse(names) as JsonObject;
        return undefined;
      },
    });
    await visitor.done(visitor.say('change'));
    await visitor.done(visitor.say('read'));
    const entriesOf = (json: string): unknown => new Map(Object.entries(JSON.parse(json) as object));
    expect(entriesOf(visitor.texts[0] ?? '')).toEqual(entriesOf(names));
    expect(entriesOf(JSON.stringify(await after(user, 1)))).toEqual(entriesOf(names));
  });

  it('is found in onChatEnd, and when only an accessor wrote it', async () => {
    const level = createAccessor<string>('level', { default: 'beginner', scope: 'user' });
    const user = someUser();
    const visitor = await bench.visitor({ user });
    await bench.work({
      onMessage: () => level.set('expert'),
      onChatEnd: (ctx) => {
        if (ctx.user) ctx.user.metadata['last_level'] = level();
      },
    });
    await visitor.done(visitor.say('go'));
    await visitor.done(visitor.end());
    expect(await after(user, 2)).toEqual({ level: 'expert', last_level: 'expert' });
  });

  it.each<[string, (ctx: ChatContext) => void, RegExp]>([
    [
      'is no JSON',
      (ctx) => void Object.assign(ctx.user?.metadata ?? {}, { at: new Date() }),
      /user\.metadata: \$\.at is not JSON/,
    ],
    [
      'goes round in circles',
      (ctx) => void Object.assign(ctx.user?.metadata ?? {}, { me: ctx.user?.metadata }),
      /user\.metadata: \$\.me/,
    ],
    [
      'is larger than 64 KB',
      (ctx) => void Object.assign(ctx.user?.metadata ?? {}, { text: 'x'.repeat(65_600) }),
      /65 KB; a user's metadata has 64 KB/,
    ],
  ])('into what %s is an error that says so; nothing is kept', async (_, change, why) => {
    const user = someUser({ metadata: { a: 1 } });
    const visitor = await bench.visitor({ user });
    await bench.work({
      onMessage: ({ content }, ctx) => {
        if (content === 'read') return JSON.stringify(ctx.user?.metadata);
        userSession.set('changed', true);
        return change(ctx);
      },
    });
    await visitor.done(visitor.say('change'));
    await visitor.done(visitor.say('read'));
    expect(visitor.texts).toEqual([expect.stringMatching(why), '{"a":1}']);
    expect([bench.patches, await visitor.kept('changed')]).toEqual([[], undefined]);
  });

  it('by a turn that failed is not sent; by one that was stopped it is', async () => {
    const user = someUser();
    const visitor = await bench.visitor({ user });
    const running = closedGate();
    await bench.work({
      onMessage: async ({ content }, ctx) => {
        if (ctx.user) ctx.user.metadata[content] = true;
        if (content === 'failed') throw new Error('no');
        running.open();
        await new Promise(() => undefined);
      },
    });
    await visitor.done(visitor.say('failed'));
    const stopped = visitor.say('stopped');
    await running.opened;
    await visitor.stop();
    await visitor.done(stopped);
    expect(await after(user, 1)).toEqual({ stopped: true });
  });

  it('by turns of two threads side by side: both changes survive', async () => {
    const user = someUser({ metadata: { shared: 'before' } });
    const [one, two] = [await bench.visitor({ user }), await bench.visitor({ user })];
    const gates = [closedGate(), closedGate()];
    await bench.work({
      onMessage: async ({ content }, ctx) => {
        if (ctx.user) ctx.user.metadata[content] = ctx.threadId;
        gates[content === 'one' ? 0 : 1]?.open();
        await Promise.all(gates.map(({ opened }) => opened));
      },
    });
    const turns = [one.say('one'), two.say('two')];
    await Promise.all([one.done(turns[0] ?? ''), two.done(turns[1] ?? '')]);
    expect(await after(user, 2)).toEqual({ shared: 'before', one: one.threadId, two: two.threadId });
  });

  it('by two turns of one thread side by side: both changes survive', async () => {
    const user = someUser();
    const visitor = await bench.visitor({ user });
    const [running, go] = [closedGate(), closedGate()];
    await bench.work({
      onMessage: async ({ content }, ctx) => {
        if (content === 'read') return JSON.stringify(ctx.user?.metadata);
        if (ctx.user) ctx.user.metadata['said'] = true;
        running.open();
        await go.opened;
        return undefined;
      },
      onAction: { press: (_, ctx) => void (ctx.user && (ctx.user.metadata['pressed'] = true)) },
    });
    const turn = visitor.say('go');
    await running.opened;
    await visitor.press('press');
    go.open();
    await visitor.done(turn);
    await visitor.done(visitor.say('read'));
    expect(JSON.parse(visitor.texts[0] ?? '')).toEqual({ said: true, pressed: true });
    expect(await after(user, 2)).toEqual({ said: true, pressed: true });
  });

  it('by a turn beside the start: later turns see both', async () => {
    const user = someUser();
    const visitor = await bench.visitor({ user });
    const [running, go] = [closedGate(), closedGate()];
    await bench.work({
      onChatStart: async (ctx) => {
        if (ctx.user) ctx.user.metadata['started'] = true;
        running.open();
        await go.opened;
      },
      onAction: { press: (_, ctx) => void (ctx.user && (ctx.user.metadata['pressed'] = true)) },
      onMessage: (_, ctx) => JSON.stringify(ctx.user?.metadata),
    });
    const turn = visitor.start();
    await running.opened;
    await visitor.press('press');
    go.open();
    await visitor.done(turn);
    await visitor.done(visitor.say('read'));
    expect(JSON.parse(visitor.texts[0] ?? '')).toEqual({ started: true, pressed: true });
  });

  it('is sent once, by the same id, when the turn is run again', async () => {
    const user = someUser();
    const visitor = await bench.visitor({ user });
    await bench.work({ onMessage: (_, ctx) => void (ctx.user && (ctx.user.metadata['a'] = 1)) });
    const { commit } = bench.cells;
    let fenced = false;
    bench.cells.commit = (...args) => {
      if (fenced) return commit.apply(bench.cells, args);
      fenced = true;
      return Promise.resolve('fenced');
    };
    await visitor.done(visitor.say('go'));
    expect(await after(user, 2)).toEqual({ a: 1 });
  });
});

describe('the next conversation of a user', () => {
  const app: ChatAppDefinition = {
    onChatStart: (ctx) => JSON.stringify(ctx.user?.metadata),
    onMessage: (_, ctx) => void (ctx.user && (ctx.user.metadata['score'] = 1)),
  };

  it('begins with what the one before stored, though its session does not know of it yet', async () => {
    const user = someUser({ metadata: { score: 0 } });
    const [before, next] = [await bench.visitor({ user }), await bench.visitor({ user })];
    const waited: unknown[] = [];
    bench.users = (id, since) => {
      if (since !== undefined) waited.push(id);
      return { ...user, metadata: { score: 1, more: true } };
    };
    await bench.work(app);
    await before.done(before.say('go'));
    await next.done(next.start());
    expect(next.texts).toEqual(['{"score":1,"more":true}']);
    expect(waited).toEqual([user.id]);
    // And so do its later turns.
    expect(await next.kept('heddle:user')).toEqual({ score: 1, more: true });
  });

  it('begins with its session when nothing was changed just now', async () => {
    const user = someUser({ metadata: { score: 7 } });
    const visitor = await bench.visitor({ user });
    await bench.work(app);
    await visitor.done(visitor.start());
    expect(visitor.texts).toEqual(['{"score":7}']);
  });
});
