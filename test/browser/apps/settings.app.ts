import {
  chatSettings,
  checkbox,
  dateRange,
  datePicker,
  defineChatApp,
  multiSelect,
  numberInput,
  radio,
  select,
  slider,
  tab,
  tags,
  textInput,
  toggle,
} from 'heddle';

const COLOURS = ['madder', 'woad', 'weld'] as const;

const form = chatSettings({
  stream: toggle('Stream', { initial: true, description: 'Words are shown as they come.' }),
  strict: checkbox('Strict', { tooltip: 'Every thread is counted.' }),
  tension: slider('Tension', { initial: 2, min: 0, max: 10, step: 0.5 }),
  colour: select('Colour', COLOURS, { initial: 'woad' }),
  edge: radio('Edge', { Plain: 'plain', Fringed: 'fringed' }, { initial: 'plain' }),
  extras: multiSelect('Extras', COLOURS, { initial: ['weld'] }),
  yarns: tags('Yarns', { initial: ['wool'] }),
  title: textInput('Title', { initial: 'Shroud', placeholder: 'What it is called' }),
  notes: textInput('Notes', { multiline: true }),
  width: numberInput('Width', { initial: 90 }),
  begin: datePicker('Begin', { initial: '2026-03-01' }),
  away: dateRange('Away'),
  loom: textInput('Loom', { initial: 'upright', disabled: true }),
});

const pages = chatSettings({
  cloth: tab('Cloth', { colour: select('Colour', COLOURS, { initial: 'madder' }) }),
  person: tab('Person', { name: textInput('Name', { initial: 'Penelope' }), away: dateRange('Away') }),
});

/** Shows a form, and says what was set in it. Titles with a question mark are not taken. */
export default defineChatApp({
  name: 'settings',
  ui: { name: 'Settings' },
  onChatStart: async () => {
    await form.send();
    return 'Set me up.';
  },
  onMessage: async ({ content }, ctx) => {
    if (content === 'pages') await pages.send();
    return JSON.stringify(ctx.settings);
  },
  onSettingsUpdate: (settings) => `Set: ${JSON.stringify(settings)}`,
  onSettingsEdit: async ({ colour }, ctx) => {
    if (colour === 'weld') await ctx.send('Weld is yellow.');
  },
});
