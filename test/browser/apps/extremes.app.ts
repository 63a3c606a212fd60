import {
  Action,
  AskActionMessage,
  chatSettings,
  defineChatApp,
  Message,
  radio,
  setCommands,
  tags,
  Task,
  TaskList,
  Text,
} from 'heddle';

/** Longer than a phone is wide, and no place to break it. */
const LONG = 'Kettfadenwaechterstillstandsmeldeleuchtenfassungsschraube'.repeat(2);
const ARABIC = 'مرحبا (1)!';

const TABLE = `| knot | of | tied by |\n| --- | --- | --- |\n| reef | warp | ${LONG} |`;

const form = chatSettings({
  edge: radio(LONG, { [LONG]: 'plain', Fringed: 'fringed' }, { initial: 'plain' }),
  yarns: tags('Yarns', { initial: [LONG], description: LONG }),
});

/** Long words everywhere, other scripts, a profile that describes itself at length. */
export default defineChatApp({
  name: 'extremes',
  ui: { name: 'Extremes' },
  setChatProfiles: [
    {
      name: 'long',
      displayName: `🧵 ${LONG}`,
      markdownDescription: `Has [a link](https://example.org), a table\n\n${TABLE}\n\n- and a list\n\n\`\`\`\nand code\n\`\`\``,
      default: true,
      starters: [
        { label: LONG, message: LONG, icon: 'code' },
        { label: ARABIC, message: 'arabic', icon: 'no-icon-of-this-name' },
      ],
    },
    { name: 'short', markdownDescription: '' },
  ],
  onChatStart: async () => {
    await form.send();
    await setCommands([{ id: LONG.slice(0, 60), description: LONG, button: true }]);
    return 'Go on.';
  },
  onMessage: async ({ content }) => {
    switch (content) {
      case 'long': {
        await new TaskList({ status: LONG, tasks: [new Task({ title: LONG })] }).send();
        const elements = [new Text({ name: LONG, content: LONG, display: 'side' })];
        const actions = [new Action({ name: 'act', label: LONG, payload: {} })];
        await new Message({ content: LONG, author: LONG, elements, actions }).send();
        return 'It was long.';
      }
      case 'arabic':
        return `${ARABIC}\n\n- واحد\n\nPlain again (1)!`;
      case 'pick': {
        const actions = [new Action({ name: 'only', label: LONG, payload: {} })];
        await new AskActionMessage({ content: 'Which?', actions, timeout: 2 }).send();
        return 'Too late.';
      }
      default:
        return 'Yes.';
    }
  },
});
