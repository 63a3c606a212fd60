import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { fileKey } from '#libs/files';
import { Audio, CustomElement, File, Image, Message, Pdf, Task, TaskList, Text, Video } from '#libs/sdk';
import type { ChatAppDefinition, Element } from '#libs/sdk';
import { uploadedFiles } from '../../../libs/sdk/src/elements/uploaded-file.js';
import { temporaryFolder } from '../../../libs/sdk/src/elements/temporary-copies.js';
import { ConversationUnderTest } from '../../support/sdk/conversation-under-test.js';

/** The smallest picture there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

let chat: ConversationUnderTest;
afterEach(() => chat.close());

async function after(onMessage: NonNullable<ChatAppDefinition['onMessage']>): Promise<void> {
  chat = await ConversationUnderTest.open({ onMessage });
  await chat.say('go');
}

/** Shows elements with a message. */
async function show(elements: () => readonly Element[]): Promise<void> {
  await after(async () => void (await new Message({ content: 'see', elements: elements() }).send()));
}

describe('an element', () => {
  it('of text, code among it, is what was given', async () => {
    await show(() => [new Text({ name: 'query', content: 'select 1', language: 'sql', display: 'side' })]);
    const [text] = chat.keptElements;
    expect(text).toMatchObject({ type: 'text', display: 'side', language: 'sql', mime: 'text/plain' });
    expect(text?.url ?? null).toBeNull();
    expect(await chat.contentOf(text!)).toBe('select 1');
    expect(chat.shown('element')[0]?.element).toEqual(text);
  });

  it('tells by its bytes what it is', async () => {
    const path = join(await temporaryFolder(), 'dot.bin');
    await writeFile(path, PNG);
    await show(() => [
      new Image({ name: 'dot', content: PNG, size: 'large' }),
      new Image({ name: 'file', path }),
      new File({ name: 'any', content: PNG }),
    ]);
    expect(chat.keptElements).toMatchObject([
      { type: 'image', mime: 'image/png', size: 'large' },
      { type: 'image', mime: 'image/png', size: 'medium' },
      { type: 'file', mime: 'image/png' },
    ]);
    const stored = await chat.files.describe(fileKey(chat.threadId, chat.keptElements[1]?.chainlitKey ?? ''));
    expect(stored).toEqual({ name: 'file', type: 'image/png', size: PNG.length });
  });

  it('whose bytes do not tell is what it says, what its name says, or what its kind usually is', async () => {
    await show(() => [
      new File({ name: 'notes', content: 'plain' }),
      new File({ name: 'bytes', content: new Uint8Array([1, 2]) }),
      new Pdf({ name: 'paper', content: 'no real one', page: 3 }),
      new Image({ name: 'drawing', content: '<svg/>', mime: 'image/svg+xml' }),
      new File({ name: 'report.csv', content: 'a,b' }),
      new Image({ name: 'mark.svg', content: '<svg/>' }),
      new Audio({ name: 'sound', content: 'x', mime: 'audio/mpeg', autoPlay: true }),
      new Video({ name: 'film', url: 'https://example.org/film.mp4', playerConfig: { muted: true } }),
    ]);
    expect(chat.keptElements).toMatchObject([
      { mime: 'text/plain' },
      { mime: 'application/octet-stream' },
      { type: 'pdf', mime: 'application/pdf', page: 3 },
      { mime: 'image/svg+xml' },
      { mime: 'text/csv' },
      { mime: 'image/svg+xml' },
      { type: 'audio', autoPlay: true },
      { type: 'video', url: 'https://example.org/film.mp4', playerConfig: { muted: true }, size: 'medium' },
    ]);
  });

  it.each<[string, () => Element, RegExp]>([
    [
      'a file that is not there',
      () => new File({ name: 'report', path: 'no/such.file' }),
      /"report".*no\/such\.file/,
    ],
    ['a folder', () => new File({ name: 'folder', path: '.' }), /no file/],
    ['nothing', () => new Text({ name: 'empty' }), /exactly one/],
    ['two things', () => new Text({ name: 'both', content: '', url: 'https://example.org' }), /exactly one/],
    ['a script', () => new File({ name: 'run', url: ' java\nscript:alert(1)' }), /http, https or data/],
    ['a picture of no kind', () => new Image({ name: 'blob', content: 'what?' }), /mime/],
    ['no name', () => new Text({ name: '', content: '' }), /name/],
    [
      'props that are no JSON',
      () => new CustomElement({ name: 'X', props: { f: (() => 1) as never } }),
      /\$\.f/,
    ],
  ])('of %s is refused with what to do', async (_, make, why) => {
    await show(() => [make()]);
    expect(chat.answers.at(-1)).toMatchObject({ isError: true });
    expect(chat.answers.at(-1)?.output).toMatch(why);
  });

  it('may be shown with any message, and taken away', async () => {
    await after(async () => {
      const message = await new Message('see').send();
      await new Text({ name: 'stays', content: '1' }).send({ forId: message.id });
      const gone = await new Text({ name: 'goes', content: '2' }).send({ forId: message.id });
      await gone.remove();
    });
    expect(chat.keptElements.map(({ name }) => name)).toEqual(['stays']);
    expect(chat.shown('element-removed')).toHaveLength(1);
  });

  it('of the app’s own shows its props, and what they become', async () => {
    await after(async () => {
      const ticket = new CustomElement({ name: 'Ticket', props: { seats: 1 } });
      await expect(ticket.update()).rejects.toThrow(/send it first/);
      await new Message({ content: 'your ticket', elements: [ticket] }).send();
      ticket.props['seats'] = 2;
      await ticket.update();
    });
    expect(chat.keptElements).toMatchObject([{ type: 'custom', name: 'Ticket', props: { seats: 2 } }]);
    expect(chat.shown('element').map(({ element }) => element.props)).toEqual([{ seats: 1 }, { seats: 2 }]);
  });
});

describe('a task list', () => {
  it('is one element that changes: each state has a key of its own, and old ones go', async () => {
    await after(async () => {
      const message = await new Message('working').send();
      const list = new TaskList({ status: 'Running' });
      const task = new Task({ title: 'Read', status: 'running' });
      await list.addTask(task);
      await list.send();
      task.status = 'done';
      task.forId = message.id;
      list.tasks.push(new Task({ title: 'Write' }));
      await list.update();
      list.status = 'Done';
      await list.update();
    });
    const states = chat.shown('element').map(({ element }) => element);
    expect(new Set(states.map(({ id }) => id)).size).toBe(1);
    expect(new Set(states.map(({ chainlitKey }) => chainlitKey)).size).toBe(3);
    expect(states[0]).toMatchObject({
      type: 'tasklist',
      name: 'tasklist',
      forId: '',
      mime: 'application/json',
    });
    expect(JSON.parse(await chat.contentOf(states[2]!))).toEqual({
      status: 'Done',
      tasks: [
        { title: 'Read', status: 'done', forId: chat.answers[0]?.id },
        { title: 'Write', status: 'ready', forId: null },
      ],
    });
    await expect(chat.contentOf(states[0]!)).rejects.toMatchObject({ code: 'not_found' });
    expect(chat.keptElements).toEqual([states[2]]);
  });
});

describe('a task list whose tasks send it side by side', () => {
  it('shows its newest state last, however long the store takes', async () => {
    chat = await ConversationUnderTest.open({
      onMessage: async () => {
        const list = new TaskList();
        const task = new Task({ title: 'Read' });
        list.tasks.push(task);
        const before = list.send();
        task.status = 'done';
        await Promise.all([before, list.send()]);
      },
    });
    const stored = new Map<string, string>();
    let longest = 10;
    chat.files.put = async (key, content, about) => {
      for (let turns = longest; turns > 0; turns -= 1) {
        longest = 0;
        await setImmediate();
      }
      stored.set(key, content as string);
      return { ...about, size: 0 };
    };
    await chat.say('go');
    const { chainlitKey } = chat.shown('element').at(-1)!.element;
    const newest = stored.get(fileKey(chat.threadId, chainlitKey!));
    expect(JSON.parse(newest!)).toMatchObject({ tasks: [{ status: 'done' }] });
  });
});

describe('an element that was shown before', () => {
  it('by another turn is refused with what to do instead; its turn ends', async () => {
    const logo = new Image({ name: 'logo', url: 'https://example.com/logo.png' });
    chat = await ConversationUnderTest.open({
      onMessage: async () => void (await new Message({ content: 'hi', elements: [logo] }).send()),
    });
    await chat.say('one');
    await chat.say('two');
    expect(chat.answers.map(({ output }) => output)).toEqual([
      'hi',
      'hi',
      expect.stringMatching(/Image was shown by another turn already: make a new one/),
    ]);
  });
});

describe('an uploaded file', () => {
  it('is read as a stream, as text, or from a copy that is only a name in a folder of its own', async () => {
    chat = await ConversationUnderTest.open({});
    const id = await chat.upload('../../etc/pass\\wd', 'text/csv', 'a,b');
    const [file, ...others] = await uploadedFiles(chat.files, chat.threadId, [id, crypto.randomUUID()]);
    expect(others).toEqual([]);
    expect(file).toMatchObject({ id, name: '../../etc/pass\\wd', type: 'text/csv', size: 3 });
    expect(await file?.text()).toBe('a,b');
    expect(Buffer.concat(await (await file!.stream()).toArray()).toString()).toBe('a,b');
    const path = await file!.path();
    expect(await file!.path()).toBe(path);
    expect(await readFile(path, 'utf8')).toBe('a,b');
    expect(dirname(dirname(path))).toBe(await temporaryFolder());
    expect(existsSync(path)).toBe(true);
  });
});
