import { describe, expect, it } from 'vitest';
import { defineChatApp, HandlerTable } from '#libs/sdk';
import type { ChatAppDefinition, HandlerEntry } from '#libs/sdk';

const handler = (): undefined => undefined;
const entry = (about: Partial<HandlerEntry>): HandlerEntry =>
  ({ hook: 'onMessage', handler, source: 'Chat.reply', ...about }) as HandlerEntry;

describe('a handler', () => {
  it('of a profile wins over the one for all', () => {
    const [ofAll, ofSql] = [(): string => 'all', (): string => 'sql'];
    const table = new HandlerTable([entry({ handler: ofAll }), entry({ handler: ofSql, profile: 'sql' })]);
    expect([
      table.find('onMessage', 'sql'),
      table.find('onMessage', 'other'),
      table.find('onMessage'),
    ]).toEqual([ofSql, ofAll, ofAll]);
  });

  it('is announced, and actions by their names', () => {
    const table = new HandlerTable([
      entry({ profile: 'sql' }),
      entry({ hook: 'onAction', action: 'refund' }),
      entry({ hook: 'onAction', action: 'refund', profile: 'sql' }),
      entry({ hook: 'onAppStartup' }),
    ]);
    expect([table.announced, table.actions]).toEqual([['onMessage'], ['refund']]);
  });
});

describe('a table of handlers refuses, and names the place:', () => {
  it.each<[string, HandlerEntry[], RegExp]>([
    [
      'two of one hook',
      [entry({}), entry({ source: 'Other.reply' })],
      /^.*Other\.reply: Chat\.reply handles onMessage already/,
    ],
    [
      'two of one hook and profile',
      [entry({ profile: 'sql' }), entry({ profile: 'sql', source: 'Other.reply' })],
      /onMessage of the profile "sql" already/,
    ],
    [
      'two of one action',
      [entry({ hook: 'onAction', action: 'x' }), entry({ hook: 'onAction', action: 'x' })],
      /onAction "x" already/,
    ],
    ['what is no hook', [entry({ hook: 'onMesage' as 'onMessage' })], /"onMesage" is not one of onChatStart/],
    ['what is no function', [entry({ handler: 'hi' as never })], /Chat\.reply: onMessage must be a function/],
    ['an action without a name', [entry({ hook: 'onAction' })], /needs the name/],
    ['a hook of the app under a profile', [entry({ hook: 'setStarters', profile: 'sql' })], /whole app's/],
  ])('%s', (_, entries, why) => {
    expect(() => new HandlerTable(entries)).toThrow(why);
  });
});

describe('defineChatApp', () => {
  const profiles = [{ name: 'sql', markdownDescription: 'SQL' }];

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { onMesage: handler }, /"onMesage" is not one of onChatStart, onMessage/],
    ['a name that cannot be part of a topic', { name: 'My App' }, /"My App" .*lower case letters.*ui\.name/],
    ['what is no function', { onMessage: 'hi' }, /onMessage must be a function/],
    [
      'actions that are none',
      { onAction: handler },
      /onAction must be an object: a function by each action's name/,
    ],
    ['an action that is no function', { onAction: { buy: 1 } }, /onAction must be a function/],
    ['an unknown key of a profile', { profileHandlers: { sql: { onMesage: handler } } }, /"sql".*"onMesage"/],
    [
      'a profile that is not in the list',
      { setChatProfiles: profiles, profileHandlers: { sqll: { onMessage: handler } } },
      /"sqll".*there is no profile "sqll"; the profiles are sql/,
    ],
    [
      'two profiles of one name',
      { setChatProfiles: [...profiles, ...profiles] },
      /Two profiles are called "sql"/,
    ],
    ['a time limit of nothing', { turnTimeoutSeconds: 0 }, /turnTimeoutSeconds/],
  ])('refuses %s', (_, definition, why) => {
    expect(() => defineChatApp(definition as ChatAppDefinition)).toThrow(why);
  });

  it('lets handlers use this', () => {
    const app = defineChatApp({
      name: 'mine',
      onMessage() {
        return (this as { name?: string }).name;
      },
    });
    expect(app.handlers.find('onMessage')?.(undefined as never, undefined as never)).toBe('mine');
  });
});
