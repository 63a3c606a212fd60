import { defineChatApp } from 'heddle';

/** Says what files came with a message. */
export default defineChatApp({
  name: 'uploads',
  ui: { name: 'Uploads' },
  features: {
    spontaneousFileUpload: { enabled: true, accept: ['text/*', 'image/png'], maxFiles: 3, maxSizeMb: 1 },
  },
  onChatStart: () => 'Send me something.',
  onMessage: async ({ content, files }) => {
    const contents = await Promise.all(
      files.map(async (file) => `${file.name} (${(await file.text()).length})`),
    );
    return `${content === '' ? 'No words' : content}: ${contents.join(', ') || 'no files'}.`;
  },
});
