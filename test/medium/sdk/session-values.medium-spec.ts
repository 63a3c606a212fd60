import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatSettings, createAccessor, ReadOnlyKeyError, Slider, userSession } from '#libs/sdk';
import type { ChatContext } from '#libs/sdk';
import { ChatBench, someUser } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

/** Runs each function in a turn of its own of one conversation; resolves with what the app said. */
async function turns(...handlers: ((ctx: ChatContext) => unknown)[]): Promise<string[]> {
  const visitor = await bench.visitor({ user: someUser(), chatProfile: 'Expert', hasEnv: true });
  await bench.stores.userEnv.put(visitor.session.id, { OPENAI_API_KEY: 'sk-1' }, 60_000);
  await bench.work({
    onMessage: async (message, ctx) => {
      const answer = await handlers[Number(message.content)]?.(ctx);
      return answer === undefined ? undefined : JSON.stringify(answer);
    },
  });
  for (const index of handlers.keys()) await visitor.done(visitor.say(String(index)));
  return visitor.texts;
}

describe('built-ins', () => {
  it('are there as keys, by their aliases and as properties', async () => {
    const [keys, properties] = await turns(
      () => [
        ['id', 'env', 'chatProfile', 'clientType'].map((key) => userSession.get(key)),
        [userSession.get('chat_profile'), userSession.get('client_type')],
        [userSession.get('chatSettings'), userSession.get('chat_settings', { a: 1 })],
        userSession.get('user')?.identifier,
      ],
      (ctx) => [
        [userSession.id === ctx.sessionId, userSession.env, userSession.chatProfile, userSession.clientType],
        userSession.chatSettings,
        ctx.env,
      ],
    );
    const env = { OPENAI_API_KEY: 'sk-1' };
    expect(JSON.parse(keys ?? '')).toEqual([
      [expect.any(String), env, 'Expert', 'test'],
      ['Expert', 'test'],
      [null, { a: 1 }],
      'ana',
    ]);
    expect(JSON.parse(properties ?? '')).toEqual([[true, env, 'Expert', 'test'], {}, env]);
  });

  it('that are not set give the default', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: () =>
        JSON.stringify([userSession.get('chatProfile', 'none'), userSession.get('user', 'guest')]),
    });
    await visitor.done(visitor.say('hi'));
    expect(visitor.texts).toEqual(['["none","guest"]']);
  });

  it('cannot be set, but for chatSettings, which shows at once under all its names', async () => {
    const refused: unknown[] = [];
    const [shown, kept] = await turns(
      () => {
        for (const key of ['id', 'env', 'user', 'chatProfile', 'chat_profile', 'clientType', 'heddle:user'])
          for (const write of [() => userSession.set(key, 'x'), () => userSession.delete(key)])
            try {
              write();
            } catch (error) {
              refused.push(error);
            }
        userSession.set('chat_settings', { heat: 1 });
        return [userSession.chatSettings, userSession.get('chatSettings')];
      },
      (ctx) => [ctx.settings, userSession.get('chat_settings')],
    );
    expect(refused).toHaveLength(14);
    for (const error of refused) expect(error).toBeInstanceOf(ReadOnlyKeyError);
    expect(shown).toBe('[{"heat":1},{"heat":1}]');
    expect(kept).toBe('[{"heat":1},{"heat":1}]');
  });

  it('chatSettings has to fit the form that was sent, also when it was changed in place', async () => {
    const form = (): ChatSettings =>
      new ChatSettings([new Slider({ id: 'heat', label: 'Heat', min: 0, max: 2, step: 1, initial: 1 })]);
    const texts = await turns(
      async () => {
        await form().send();
        userSession.chatSettings = { heat: 2 };
      },
      () => userSession.set('chatSettings', { heat: 3 }),
      () => void (userSession.chatSettings['heat'] = 4),
      () => userSession.set('chatSettings', 'hot'),
      () => userSession.chatSettings,
    );
    expect(texts).toEqual([
      expect.stringContaining('"heat"'),
      expect.stringContaining('"heat"'),
      expect.stringContaining('must be an object'),
      '{"heat":2}',
    ]);
  });
});

describe('values', () => {
  it('are JSON, 64 KB each and 256 KB in all; what is refused is named, and nothing of its turn is kept', async () => {
    const circle: Record<string, unknown> = {};
    circle['me'] = { circle };
    const large = 'x'.repeat(60_000);
    const texts = await turns(
      () => userSession.set('circle', circle as never),
      () => userSession.set('large', 'x'.repeat(70_000)),
      () => {
        for (const key of ['a', 'b', 'c', 'd', 'e']) userSession.set(key, large);
      },
      () => userSession.get('a', 'nothing'),
      () => {
        for (const key of ['a', 'b', 'c', 'd']) userSession.set(key, [large]);
      },
      () => void userSession.get('d', [] as string[]).push('x'.repeat(5_000)),
      () => userSession.get('d', [] as string[]).length,
      () => userSession.set('e', 'y'.repeat(30_000)),
      () => userSession.delete('a'),
      () => userSession.set('e', 'y'.repeat(30_000)),
      () => userSession.get('e', '').length,
    );
    expect(texts).toEqual([
      expect.stringMatching(/"circle".*\$\.me\.circle/),
      expect.stringMatching(/"large" is larger than 64 KB/),
      expect.stringMatching(/256 KB/),
      '"nothing"',
      '2',
      expect.stringMatching(/with "e"; all values together have 256 KB/),
      '30000',
    ]);
  });
});

describe('an accessor', () => {
  it('reads, applies, keeps and resets', async () => {
    const level = createAccessor<string>('level', {
      default: 'Beginner',
      applyFn: (value) => value.toLowerCase(),
    });
    const [first, second] = await turns(
      () => {
        const read = [level(), level.get(), userSession.get('level', 'nothing')];
        level.set('EXPERT');
        const set = [level(), level.get()];
        const applied = [level.apply(), level.get(), level.apply('NOVICE'), level.get()];
        level.reset();
        return [read, set, applied, level.get()];
      },
      () => userSession.get('level'),
    );
    expect(JSON.parse(first ?? '')).toEqual([
      ['beginner', 'Beginner', 'nothing'],
      ['expert', 'EXPERT'],
      ['expert', 'expert', 'novice', 'novice'],
      'Beginner',
    ]);
    expect(second).toBe('"Beginner"');
  });

  it('shares its default with nobody', async () => {
    const list = createAccessor<string[]>('list', { default: [] });
    const [one, two] = [await bench.visitor(), await bench.visitor()];
    await bench.work({
      onMessage: ({ content }) => {
        if (content === 'read') return list().join();
        list.get().push('lost');
        list.reset();
        list.get().push('kept');
        return undefined;
      },
    });
    await one.done(one.say('write'));
    for (const visitor of [one, two]) await visitor.done(visitor.say('read'));
    expect([one.texts, two.texts]).toEqual([['kept'], ['']]);
  });

  it('of the user needs one', async () => {
    const score = createAccessor<number>('score', { default: 3, scope: 'user' });
    const visitor = await bench.visitor();
    await bench.work({ onMessage: ({ content }) => (content === 'read' ? String(score()) : score.set(4)) });
    await visitor.done(visitor.say('read'));
    await visitor.done(visitor.say('set'));
    expect(visitor.texts).toEqual(['3', expect.stringMatching(/"score".*nobody is signed in/)]);
  });
});

describe('what a user supplied', () => {
  it('is in no log, though an app’s error repeats it', async () => {
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const visitor = await bench.visitor({ hasEnv: true });
    await bench.stores.userEnv.put(visitor.session.id, { KEY: 'sk-secret', ON: '1' }, 60_000);
    await bench.work({
      onMessage({ content }, ctx) {
        const thrown: unknown = { headers: { authorization: `Bearer ${ctx.env['KEY']}` } };
        throw content === 'error' ? new Error(`1 wrong key: ${ctx.env['KEY']}`) : thrown;
      },
    });
    for (const text of ['error', 'object']) await visitor.done(visitor.say(text));
    const lines = JSON.stringify(logged.mock.calls);
    logged.mockRestore();
    expect(lines).toContain('1 wrong key: …');
    expect(lines).toContain('Bearer …');
    expect(lines).not.toContain('sk-secret');
  });
});
