import { describe, expect, it } from 'vitest';
import { SERVICES } from '#libs/contracts';
import { HandlerTable } from 'heddle';
import { testChat } from 'heddle/testing';
import type { TestChat } from 'heddle/testing';
import profiles from '../../../../examples/profiles/app.js';

const MEMBER = { identifier: 'grace', metadata: { role: 'member' } };
const ADMIN = { identifier: 'ada', metadata: { role: 'admin' } };
const CSV = { name: 'sales.csv', type: 'text/csv', content: 'month,sum\nMay,1\nJune,2\n' };

const contentsOf = (messages: TestChat['messages']): string[] => messages.map(({ content }) => content);

describe('the profiles example', () => {
  it('offers two profiles, and a third where the role of the user is admin', async () => {
    await using chat = await testChat(profiles, { user: MEMBER });
    const shown = (): unknown[] => chat.profiles.map(({ name, icon }) => [name, icon]);
    const forAll = [
      ['assistant', 'message-circle'],
      ['analyst', 'bar-chart-3'],
    ];
    expect(shown()).toEqual(forAll);
    await chat.as(undefined);
    expect(shown()).toEqual(forAll);
    await chat.as(ADMIN);
    expect(shown()).toEqual([...forAll, ['admin', 'settings']]);
    for (const { markdownDescription } of chat.profiles) expect(markdownDescription).toContain('**');
    expect(chat.profiles.filter((profile) => profile.default).map(({ name }) => name)).toEqual(['assistant']);
  });

  it('suggests each profile’s own first messages', async () => {
    await using chat = await testChat(profiles, { user: ADMIN });
    const icons = (): unknown[] => chat.starters.map(({ icon }) => icon);
    expect(icons()).toEqual(['help-circle', 'code']);
    await chat.profile('analyst');
    expect(icons()).toEqual(['trending-up', 'pie-chart']);
    await chat.profile('admin');
    expect(icons()).toEqual(['activity']);
  });

  it('greets by profile; who names none has the default', async () => {
    await using chat = await testChat(profiles, { user: ADMIN });
    const greetings = new Set([chat.text()]);
    for (const name of ['analyst', 'admin']) greetings.add((await chat.profile(name)).text());
    expect(greetings.size).toBe(3);
    expect((await chat.profile('assistant')).text()).toBe([...greetings][0]);
  });

  it('greets those who have no profile at all', async () => {
    const others = [...profiles.handlers.entries()].filter(({ hook }) => hook !== 'setChatProfiles');
    await using chat = await testChat({ ...profiles, handlers: new HandlerTable(others) });
    expect(chat.text()).toBe('Hello! Pick a profile to begin.');
    expect(contentsOf(await chat.say('hello'))).toEqual(['[none] Processing: hello']);
  });

  it('refuses the profile of administrators to others: one message, no greeting, no answer', async () => {
    await using chat = await testChat(profiles, { user: MEMBER, profile: 'admin' });
    expect(chat.messages.map(({ isError }) => isError)).toEqual([true]);
    expect(chat.text()).toContain('admin');
    const [only, ...more] = await chat.say('/status');
    expect(only?.isError).toBe(true);
    expect(more).toEqual([]);
  });

  it('says of every message, last, under which profile it is processed', async () => {
    await using chat = await testChat(profiles, { user: ADMIN });
    expect(contentsOf(await chat.say('data'))).toEqual(['[assistant] Processing: data']);
    await chat.profile('admin');
    expect(contentsOf(await chat.say('hello'))).toEqual(['[admin] Processing: hello']);
    await chat.profile('analyst');
    expect(contentsOf(await chat.say('hello'))).toEqual(['[analyst] Processing: hello']);
  });

  it.each(['Please UPLOAD it', 'my data'])(
    'as analyst asks for a file (%s), and says what it read',
    async (said) => {
      await using chat = await testChat(profiles, { profile: 'analyst' });
      await chat.say(said);
      expect(chat.ask).toMatchObject({
        type: 'file',
        accept: ['text/csv', 'application/json', 'text/plain'],
      });
      await chat.answer(CSV);
      expect(contentsOf(chat.messages).slice(-3)).toEqual([
        'Got sales.csv: 23 bytes of text/csv.',
        'It has 3 lines and begins with "month,sum".',
        `[analyst] Processing: ${said}`,
      ]);
    },
  );

  it('as analyst takes no file of another type', async () => {
    await using chat = await testChat(profiles, { profile: 'analyst' });
    await chat.say('data');
    await expect(chat.answer({ ...CSV, name: 'a.png', type: 'image/png' })).rejects.toThrow('text/csv');
    expect(chat.ask?.type).toBe('file');
    await chat.answer(CSV);
  });

  it('as admin answers /status with how each service does', async () => {
    await using chat = await testChat(profiles, { user: ADMIN, profile: 'admin' });
    const [table, last] = contentsOf(await chat.say('/status'));
    for (const service of SERVICES) expect(table).toMatch(new RegExp(`\\| ${service} \\| (ready|away) \\|`));
    expect(last).toBe('[admin] Processing: /status');
  });
});
