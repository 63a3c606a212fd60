import { defineChatApp, setCommands } from 'heddle';

/** Offers commands, profiles and starters with icons, and says what arrived. */
export default defineChatApp({
  name: 'choices',
  ui: { name: 'Choices' },
  setChatProfiles: [
    {
      name: 'weaver',
      displayName: 'The weaver',
      markdownDescription: 'Works at the **loom**.',
      icon: 'message-circle',
      default: true,
      starters: [
        { label: 'How is it done?', message: 'Tell me how', icon: 'help-circle' },
        { label: 'Draw it', message: 'A shuttle', command: 'Picture', icon: '/public/icons/code.svg' },
      ],
    },
    { name: 'dyer', markdownDescription: 'Works at the vat.', icon: 'bar-chart-3' },
  ],
  onChatStart: async () => {
    await setCommands([
      { id: 'Picture', description: 'Draw what is said', icon: 'image' },
      { id: 'Plain weave', description: 'Over one, under one' },
      { id: 'Search', description: 'Look it up', icon: 'globe', button: true },
      { id: 'Think', description: 'Take your time', icon: 'brain', button: true, persistent: true },
    ]);
    return 'Choose.';
  },
  onMessage: ({ content, command }) => `${command ?? 'No command'}: ${content}`,
});
