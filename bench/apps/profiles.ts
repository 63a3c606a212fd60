import { defineChatApp } from 'heddle';

/** Decides for each user which profiles there are, with a description of the usual length each. */
export default defineChatApp({
  name: 'profiles',
  setChatProfiles: (user) =>
    ['Assistant', 'Analyst', 'Writer'].map((name) => ({
      name,
      markdownDescription: `**${name}** for ${user?.identifier ?? 'guests'}. ${'What it is good at. '.repeat(20)}`,
      icon: 'message-circle',
      starters: [
        { label: 'Explain', message: 'Explain how the threads are kept apart.', icon: 'help-circle' },
        { label: 'Draw', message: 'Draw the loom.', icon: 'activity' },
      ],
    })),
  onMessage: ({ content }) => content,
});
