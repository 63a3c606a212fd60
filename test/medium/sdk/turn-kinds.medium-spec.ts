import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageReceived } from '#libs/contracts';
import { fileKey } from '#libs/files';
import { ChatSettings, Select, Slider, Switch, UserFacingError } from '#libs/sdk';
import { eventually } from '../../support/messaging/eventually.js';
import { closedGate } from '../../support/messaging/gate.js';
import { ChatBench } from '../../support/sdk/chat-bench.js';

let bench: ChatBench;

beforeEach(async () => {
  bench = await ChatBench.open();
});
afterEach(() => bench.close());

const tasks = (): boolean[] =>
  bench.frames.flatMap((frame) => (frame.kind === 'task' ? [frame.running] : []));

describe('settings', () => {
  const onMessage = async (): Promise<void> => {
    const heat = new Slider({ id: 'heat', label: 'Heat', min: 0, max: 2, step: 0.5, initial: 1 });
    await new ChatSettings([heat]).send();
  };

  it('that the user confirms are stored, then told to the app; those being edited are only told', async () => {
    const visitor = await bench.visitor();
    const told: unknown[] = [];
    await bench.work({
      onMessage,
      onSettingsEdit: (settings, ctx) => void told.push(['edit', settings, ctx.settings]),
      onSettingsUpdate: (settings, ctx) => {
        told.push(['update', settings, ctx.settings, ctx.userSession.get('chat_settings')]);
        return 'Saved.';
      },
    });
    await visitor.done(visitor.say('form'));
    await visitor.done(visitor.settings({ heat: 1.5 }, false));
    expect(await visitor.kept('chatSettings')).toEqual({ heat: 1 });
    await visitor.done(visitor.settings({ heat: 2 }));
    expect(await visitor.kept('chatSettings')).toEqual({ heat: 2 });
    const two = { heat: 2 };
    expect(told).toEqual([
      ['edit', { heat: 1.5 }, { heat: 1 }],
      ['update', two, two, two],
    ]);
    expect(visitor.steps.at(-1)).toMatchObject({ output: 'Saved.', parentId: null });
    expect(tasks()).toEqual([true, false, true, false, true, false]);
  });

  it('that do not fit are refused to the page they come from: nothing stored, no hook', async () => {
    const visitor = await bench.visitor();
    let updates = 0;
    await bench.work({ onMessage, onSettingsUpdate: () => void (updates += 1) });
    await visitor.done(visitor.say('form'));
    await visitor.done(visitor.settings({ heat: 40 }));
    await visitor.done(visitor.settings({ cold: 1 }));
    expect(visitor.toasts).toMatchObject([
      {
        level: 'error',
        onlySession: visitor.session.id,
        message: expect.stringContaining('"heat"') as string,
      },
      {
        level: 'error',
        onlySession: visitor.session.id,
        message: expect.stringContaining('"cold"') as string,
      },
    ]);
    expect([await visitor.kept('chatSettings'), updates, visitor.texts]).toEqual([{ heat: 1 }, 0, []]);
  });

  it('of a disabled field are not the user’s to change', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onChatStart: async () => {
        const plan = { id: 'plan', label: 'Plan', values: ['free', 'all'], initial: 'free', disabled: true };
        await new ChatSettings([new Select(plan), new Switch({ id: 'loud', label: 'Loud' })]).send();
      },
    });
    await visitor.done(visitor.start());
    await visitor.done(visitor.settings({ plan: 'all', loud: true }));
    expect(await visitor.kept('chatSettings')).toEqual({ plan: 'free', loud: true });
  });

  it('without a form may be any', async () => {
    const visitor = await bench.visitor();
    await bench.work({ onSettingsUpdate: () => undefined });
    await visitor.done(visitor.settings({ anything: [1, null] }));
    expect(await visitor.kept('chatSettings')).toEqual({ anything: [1, null] });
  });
});

describe('an action', () => {
  it('gives its caller what the handler returns, while another turn runs', async () => {
    const visitor = await bench.visitor();
    const [running, go] = [closedGate(), closedGate()];
    await bench.work({
      onMessage: async () => {
        running.open();
        await go.opened;
      },
      onAction: {
        double: (action) => ({ doubled: Number(action.payload['n']) * 2 }),
        quiet: async (_, ctx) => void (await ctx.send('pressed')),
      },
    });
    const turn = visitor.say('long');
    await running.opened;
    expect(await visitor.press('double', { n: 21 })).toMatchObject({ response: { doubled: 42 } });
    const reply = await visitor.press('quiet');
    expect('response' in reply || 'error' in reply).toBe(false);
    expect(visitor.steps.find(({ output }) => output === 'pressed')).toMatchObject({ parentId: null });
    go.open();
    await visitor.done(turn);
    await eventually(() => expect(tasks()).toEqual([true, false]));
  });

  it('tells its caller, and the thread, why it failed', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onAction: {
        refuse: () => {
          throw new UserFacingError('Not today.');
        },
        strange: () => new Date() as never,
      },
    });
    expect(await visitor.press('refuse')).toMatchObject({ error: 'Not today.' });
    expect((await visitor.press('strange')).error).toMatch(/\$ of its answer is not JSON/);
    expect((await visitor.press('unknown')).error).toMatch(/handles the action "unknown"/);
    expect(visitor.texts[0]).toBe('Not today.');
  });
});

describe('a message', () => {
  it('brings its files, which are shown with it', async () => {
    const visitor = await bench.visitor();
    await bench.work({
      onMessage: async ({ files }) => `${files[0]?.name}: ${await files[0]?.text()}`,
    });
    const id = crypto.randomUUID();
    const about = { name: 'notes.txt', type: 'text/plain' };
    await bench.stores.files.put(fileKey(visitor.threadId, id), 'remember the milk', about);
    await visitor.done(visitor.say('read this', [id, crypto.randomUUID()]));
    expect(visitor.texts).toEqual(['notes.txt: remember the milk']);
    expect(bench.outputs.filter(({ kind }) => kind === 'element')).toMatchObject([
      { element: { id, chainlitKey: id, name: 'notes.txt', mime: 'text/plain' } },
    ]);
  });

  it('names the thread if it is the first, unless the app has', async () => {
    const [plain, named] = [await bench.visitor(), await bench.visitor()];
    await bench.work({
      onChatStart: async (ctx) => {
        if (ctx.threadId === named.threadId) await ctx.thread.setName('A fine name');
      },
      onMessage: () => undefined,
    });
    const names = (): string[] =>
      bench.outputs.flatMap((output) => (output.kind === 'thread-named' ? [output.name] : []));
    for (const visitor of [plain, named]) {
      await visitor.done(visitor.start());
      await visitor.done(visitor.say('first'));
      await visitor.done(visitor.say('second'));
    }
    await eventually(() => expect(names().toSorted()).toEqual(['A fine name', 'first']));
  });

  it('that arrives twice is one turn', async () => {
    const visitor = await bench.visitor();
    let turns = 0;
    await bench.work({ onMessage: () => void (turns += 1) });
    const id = await visitor.say('once');
    await visitor.done(id);
    const [message] = visitor.steps.filter(({ type }) => type === 'user_message');
    if (!message) throw new Error('no message');
    const { threadId, session } = visitor;
    await bench.publisher.publish(MessageReceived, { app: 'assistant', threadId, session, message }, { id });
    await visitor.done(visitor.say('next'));
    expect(turns).toBe(2);
  });
});

describe('handlers of a profile', () => {
  it('win over those for all', async () => {
    const profiles = ['sql', 'plain'].map((name) => ({ name, markdownDescription: name }));
    await bench.work({
      setChatProfiles: profiles,
      onMessage: () => 'for all',
      profileHandlers: { sql: { onMessage: () => 'for sql' } },
    });
    for (const [chatProfile, text] of [
      ['sql', 'for sql'],
      ['plain', 'for all'],
    ] as const) {
      const visitor = await bench.visitor({ chatProfile });
      await visitor.done(visitor.say('hi'));
      expect(visitor.texts).toEqual([text]);
    }
  });
});

describe('a stop', () => {
  it('ends all that runs for the user, and runs onStop once', async () => {
    const visitor = await bench.visitor();
    const [running, pressed] = [closedGate(), closedGate()];
    let stops = 0;
    await bench.work({
      onStop: () => void (stops += 1),
      onMessage: () => {
        running.open();
        return new Promise(() => undefined);
      },
      onAction: {
        press: () => {
          pressed.open();
          return new Promise(() => undefined);
        },
      },
    });
    const turn = visitor.say('long');
    await running.opened;
    const reply = visitor.press('press');
    await pressed.opened;
    await visitor.stop();
    expect(await reply).toMatchObject({ error: 'Task manually stopped.' });
    await visitor.done(turn);
    expect(stops).toBe(1);
  });

  it('does not end what only the app knows of', async () => {
    const visitor = await bench.visitor();
    const [ending, go] = [closedGate(), closedGate()];
    await bench.work({
      onDisconnect: async (ctx) => {
        ending.open();
        await go.opened;
        ctx.userSession.set('gone', true);
      },
    });
    const left = visitor.change('disconnected');
    await ending.opened;
    await visitor.stop();
    await eventually(async () =>
      expect((await bench.cells.read(visitor.threadId))?.stoppedAt).toBeGreaterThan(0),
    );
    go.open();
    await visitor.done(left);
    expect(await visitor.kept('gone')).toBe(true);
  });
});
