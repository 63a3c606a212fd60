import { setTimeout as sleep } from 'node:timers/promises';
import {
  Action,
  CustomElement,
  defineChatApp,
  File,
  Image,
  Message,
  Pdf,
  step,
  Task,
  TaskList,
  Text,
} from 'heddle';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function elements(): Promise<void> {
  const shown = [
    new Text({ name: 'draft.md', content: '# A draft\n\nOver *two*.', display: 'side' }),
    new Pdf({ name: 'pattern book', content: Buffer.from('%PDF-1.4\n%%EOF'), display: 'page' }),
    new File({ name: 'threads.csv', content: 'warp,weft', display: 'side' }),
    new Text({ name: 'code', content: 'const shuttle = 1;', language: 'typescript' }),
    new Image({ name: 'dot', content: PNG, size: 'small' }),
    new CustomElement({ name: 'Loom' }),
  ];
  const content = 'See draft.md and the **pattern book**; `draft.md` in code is no link.';
  await new Message({ content, elements: shown }).send();
}

async function steps(): Promise<string> {
  await step('Weave', { icon: 'grid-3x3', input: { rows: 2 }, defaultOpen: true }, async () => {
    await step('Warp', { showInput: false, input: 'unseen', language: 'python' }, () => 'print(1)');
    await step('Tear', {}, () => Promise.reject(new Error('The thread tore'))).catch(() => undefined);
  });
  await step('Fold', { defaultOpen: true, autoCollapse: true }, () => 'Folded away');
  return 'Woven.';
}

async function tasks(): Promise<string> {
  const list = new TaskList({ status: 'Weaving', tasks: [new Task({ title: 'Warp', status: 'running' })] });
  await list.addTask(new Task({ title: 'Weft' }));
  await list.send();
  await sleep(400);
  list.tasks[0]!.status = 'done';
  list.tasks[1]!.status = 'failed';
  list.status = 'Torn';
  await list.update();
  return 'Look above.';
}

/** Shows, by the word that it is given, what an app can show besides words. */
export default defineChatApp({
  name: 'showing',
  ui: { name: 'Showing' },
  onChatStart: () => 'What shall I show?',
  onMessage: async ({ content }) => {
    if (content === 'elements') return elements();
    if (content === 'steps') return steps();
    if (content === 'tasks') return tasks();
    const actions = [
      new Action({ name: 'once', label: 'Once only', icon: 'scissors', tooltip: 'Goes when it is used' }),
      new Action({ name: 'tear', label: 'Tear' }),
    ];
    await new Message({ content: 'Press one.', actions }).send();
  },
  onAction: {
    once: async (action, ctx) => {
      await sleep(300);
      await action.remove();
      await ctx.send('Used.');
    },
    tear: () => {
      throw new Error('It tore');
    },
  },
});
