import { afterEach, describe, expect, it } from 'vitest';
import {
  Action,
  AskActionMessage,
  AskElementMessage,
  AskFileMessage,
  AskUserMessage,
  ChatSettings,
  CustomElement,
  defineChatApp,
  Message,
  Slider,
  Text,
  TextInput,
  toast,
} from '#libs/sdk';
import type { ChatAppDefinition, ChatContext } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';
import type { TestChat, TestChatOptions } from '../../../libs/sdk/src/testing.js';

let chat: TestChat | undefined;

afterEach(async () => {
  await chat?.close();
  chat = undefined;
});

async function chatWith(definition: ChatAppDefinition, options?: TestChatOptions): Promise<TestChat> {
  chat = await testChat(defineChatApp(definition), options);
  return chat;
}

const contents = (messages: readonly { readonly content: string }[]): string[] =>
  messages.map(({ content }) => content);

describe('a test of a chat', () => {
  it.each([undefined, { onMessage: () => 'x' }])('says that %o is no app', async (given) => {
    await expect(testChat(given as never)).rejects.toThrow(/testChat takes what defineChatApp returns/);
  });

  it('sees what its user sees, and what the app keeps', async () => {
    const opened = await chatWith({
      onMessage: async (message, ctx) => {
        ctx.userSession.set('last', message.content);
        await ctx.step('look up', { type: 'retrieval' }, () => 'found');
        await ctx.thread.setName('About late orders');
        const elements = [new Text({ name: 'details', content: 'order 12' })];
        await new Message({ content: 'It is late.', elements }).send();
        await toast('Sent', 'success');
      },
    });
    await opened.say('where is #12?');
    expect(opened.messages).toMatchObject([{ author: 'Assistant', content: 'It is late.', isError: false }]);
    expect(opened.text()).toBe('It is late.');
    expect(opened.steps).toMatchObject([{ name: 'look up', type: 'retrieval', output: 'found' }]);
    expect(opened.elements).toMatchObject([{ name: 'details', type: 'text', forId: opened.messages[0]?.id }]);
    expect(await opened.elements[0]?.text()).toBe('order 12');
    expect(opened.toasts).toEqual([{ message: 'Sent', level: 'success' }]);
    expect(opened.session).toEqual({ last: 'where is #12?' });
    expect(opened.threadName).toBe('About late orders');
  });

  it('sends commands and files with messages', async () => {
    const opened = await chatWith({
      features: { spontaneousFileUpload: { enabled: true, accept: ['text/*'], maxSizeMb: 1 } },
      onMessage: async (message) =>
        `${message.command} ${(await Promise.all(message.files.map((file) => file.text()))).join('+')}`,
    });
    const uploaded = await opened.upload({ name: 'a.txt', content: 'one' });
    const files = [...uploaded, { name: 'b.txt', content: 'two' }];
    expect(contents(await opened.say('read', { command: 'sum', files }))).toEqual(['sum one+two']);
    await expect(opened.upload({ name: 'c.png', type: 'image/png', content: '' })).rejects.toThrow(
      /"c\.png" is image\/png; allowed are text\/\*/,
    );
    const large = { name: 'd.txt', content: 'x'.repeat(1024 * 1024 + 1) };
    await expect(opened.say('read', { files: [large] })).rejects.toThrow(/"d\.txt" is larger than 1 MB/);
  });

  it('is told by name what a user could not do', async () => {
    const opened = await chatWith({
      onMessage: (message) =>
        message.content === 'ask' ? void new AskUserMessage({ content: 'Who?' }).send() : undefined,
    });
    await expect(opened.answer('me')).rejects.toThrow(/asks nothing now/);
    await expect(opened.click('pay')).rejects.toThrow(/There is no button "pay"; there is none at all/);
    expect(() => opened.settings({ heat: 1 })).toThrow(/sent no settings form/);
    await expect(opened.upload({ name: 'a.txt', content: '' })).rejects.toThrow(/takes no files/);
    await expect(opened.resume(crypto.randomUUID())).rejects.toThrow(/There is no thread .* in the history/);
    await opened.reconnect();
    await opened.dropSocket();
    await expect(opened.say('hi')).rejects.toThrow(/call reconnect\(\) first/);
    await opened.close();
    await expect(opened.say('hi')).rejects.toThrow(/closed/);
  });

  it('ends at once, whatever runs', async () => {
    const told: string[] = [];
    const opened = await chatWith({
      onMessage: async (_message, ctx) => {
        told.push('begun');
        ctx.signal.addEventListener('abort', () => told.push('aborted'));
        await new Promise(() => undefined);
      },
      onAppShutdown: () => void told.push('down'),
    });
    void opened.say('wait');
    await expect.poll(() => told).toEqual(['begun']);
    await opened.close();
    expect(told).toEqual(['begun', 'aborted', 'down']);
  });

  it('supplies the keys that the app asks for, or is told which', async () => {
    const definition: ChatAppDefinition = {
      userEnv: ['API_KEY'],
      onMessage: (_message, ctx) => `${ctx.env['API_KEY']}`,
    };
    await expect(chatWith(definition)).rejects.toThrow(/needs keys of its user: .*API_KEY/);
    const opened = await chatWith(definition, { env: { API_KEY: 'abc' } });
    expect(contents(await opened.say('which?'))).toEqual(['abc']);
  });
});

describe('a question', () => {
  it('for a text is answered by one', async () => {
    const opened = await chatWith({
      onMessage: async () => {
        const name = await new AskUserMessage({ content: 'Your name?' }).send();
        const place = await new AskUserMessage({ content: 'From where?' }).send();
        return `${name?.output} from ${place?.output}`;
      },
    });
    expect(contents(await opened.say('begin'))).toEqual(['Your name?']);
    expect(opened.ask).toMatchObject({ type: 'text', content: 'Your name?' });
    await expect(opened.say('Ana')).rejects.toThrow(/waits for an answer to "Your name\?"/);
    await expect(opened.answer({ name: 'x.txt', content: '' })).rejects.toThrow(/answer with a text/);
    expect(contents(await opened.answer('Ana'))).toEqual(['From where?']);
    expect(contents(await opened.answer('Bern'))).toEqual(['Ana from Bern']);
    expect(opened.ask).toBeUndefined();
  });

  it('for files takes what it accepts', async () => {
    const opened = await chatWith({
      onMessage: async () => {
        const accept = { 'text/csv': ['.csv'] };
        const files = await new AskFileMessage({ content: 'Which table?', accept, maxFiles: 2 }).send();
        return files ? (await Promise.all(files.map((file) => file.text()))).join('+') : 'none';
      },
    });
    await opened.say('begin');
    expect(opened.ask).toMatchObject({ type: 'file', accept: { 'text/csv': ['.csv'] }, maxFiles: 2 });
    const table = (name: string, content: string) => ({ name, type: 'text/csv', content });
    await expect(opened.answer('a.csv')).rejects.toThrow(/answer with files/);
    await expect(opened.answer(table('a.txt', ''))).rejects.toThrow(
      /"a\.txt" is text\/csv; allowed are .*\.csv/,
    );
    const three = ['a', 'b', 'c'].map((name) => table(`${name}.csv`, name));
    await expect(opened.answer(three)).rejects.toThrow(/3 files are too many: 2/);
    expect(contents(await opened.answer(three.slice(0, 2))).at(-1)).toBe('a+b');
  });

  it('for one of some buttons takes a name or a label, or a click', async () => {
    const opened = await chatWith({
      onMessage: async () => {
        const actions = [
          new Action({ name: 'yes', label: 'Yes, do', payload: { sure: true } }),
          new Action({ name: 'no', label: 'No' }),
        ];
        const chosen = await new AskActionMessage({ content: 'Really?', actions }).send();
        return `${chosen?.name} ${JSON.stringify(chosen?.payload)}`;
      },
    });
    await opened.say('begin');
    expect(opened.ask?.actions.map(({ name }) => name)).toEqual(['yes', 'no']);
    await expect(opened.answer('maybe')).rejects.toThrow(
      /no button "maybe"; there are "yes" \(Yes, do\), "no"/,
    );
    expect(contents(await opened.answer('Yes, do')).at(-1)).toBe('yes {"sure":true}');
    await opened.say('again');
    await opened.click('no');
    expect(opened.text()).toContain('no {}');
  });

  it('by an element of the app’s own takes its props, or null when it is closed', async () => {
    const opened = await chatWith({
      onMessage: async () => {
        const element = new CustomElement({ name: 'Ticket', props: { title: '' } });
        const sent = await new AskElementMessage({ content: 'What is wrong?', element }).send();
        return `${sent?.submitted} ${JSON.stringify(sent?.['title'])}`;
      },
    });
    await opened.say('begin');
    expect(opened.elements).toMatchObject([{ name: 'Ticket', type: 'custom', props: { title: '' } }]);
    expect(contents(await opened.answer({ title: 'broken' })).at(-1)).toBe('true "broken"');
    await opened.say('again');
    expect(contents(await opened.answer(null)).at(-1)).toBe('false undefined');
  });

  it('is over when it is stopped, or nobody answers in time', async () => {
    const opened = await chatWith({
      onMessage: async (message) => {
        const timeout = message.content === 'quick' ? 0.05 : 60;
        const answer = await new AskUserMessage({ content: 'Who?', timeout }).send();
        return answer ? answer.output : 'nobody';
      },
    });
    await opened.say('quick');
    await opened.idle();
    expect(opened.messages.at(-1)?.content).toBe('nobody');
    await opened.say('slow');
    await opened.stop();
    expect(opened.ask).toBeUndefined();
    expect(opened.messages.at(-1)?.content).toBe('Task manually stopped.');
  });

  it('may be asked before the first message', async () => {
    const opened = await chatWith({
      onChatStart: async () => `Hello ${(await new AskUserMessage({ content: 'Who?' }).send())?.output}`,
    });
    expect(opened.ask?.content).toBe('Who?');
    expect(contents(await opened.answer('Ana'))).toEqual(['Hello Ana']);
  });
});

describe('a button', () => {
  it('calls its handler, which may answer, show, fail and ask', async () => {
    const opened = await chatWith({
      onChatStart: async (ctx) => {
        const action = (name: string): Action => new Action({ name, label: `Do ${name}`, payload: { name } });
        await ctx.send('Choose', { actions: ['tell', 'fail', 'ask'].map(action) });
      },
      onAction: {
        tell: async (action, ctx) => {
          await ctx.send(`told ${JSON.stringify(action.payload)}`);
          return { done: true };
        },
        fail: () => {
          throw new Error('no');
        },
        ask: async () => {
          const answer = await new AskUserMessage({ content: 'Sure?' }).send();
          await new Message(`you said ${answer?.output}`).send();
        },
      },
    });
    expect(opened.actions.map(({ label }) => label)).toEqual(['Do tell', 'Do fail', 'Do ask']);
    expect(await opened.click('Do tell')).toEqual({ done: true });
    expect(opened.messages.at(-1)?.content).toBe('told {"name":"tell"}');
    expect(await opened.click('fail')).toBeUndefined();
    expect(opened.messages.at(-1)?.isError).toBe(true);
    expect(await opened.click('ask')).toBeUndefined();
    expect(contents(await opened.answer('yes')).at(-1)).toBe('you said yes');
    await expect(opened.click('Do more')).rejects.toThrow(
      /no button "Do more"; there are "tell" \(Do tell\)/,
    );
  });
});

describe('a settings form', () => {
  it('holds what it began with, and what the user changes', async () => {
    const heard: string[] = [];
    const opened = await chatWith({
      onChatStart: async () => {
        const heat = new Slider({ id: 'heat', label: 'Heat', initial: 1 });
        await new ChatSettings([heat, new TextInput({ id: 'name', label: 'Name', initial: 'x' })]).send();
      },
      onSettingsUpdate: (settings) => void heard.push(`update ${JSON.stringify(settings)}`),
      onSettingsEdit: (settings) => void heard.push(`edit ${JSON.stringify(settings)}`),
      onMessage: (_message, ctx: ChatContext) => JSON.stringify(ctx.settings),
    });
    expect(opened.settings()).toEqual({ heat: 1, name: 'x' });
    await opened.settings({ heat: 2 });
    await opened.settings({ heat: 3 }, { confirmed: false });
    expect(opened.settings()).toEqual({ heat: 2, name: 'x' });
    expect(contents(await opened.say('?'))).toEqual(['{"heat":2,"name":"x"}']);
    expect(heard).toEqual(['update {"heat":2,"name":"x"}', 'edit {"heat":3,"name":"x"}']);
    expect(() => opened.settings({ speed: 1 })).toThrow(/no field "speed"; its fields are heat, name/);
  });
});
