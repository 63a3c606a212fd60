import { defineChatApp } from 'heddle';

/** The app of the README: greets, counts, and says back what it hears, word by word. */
export default defineChatApp({
  name: 'hello',
  ui: { name: 'Hello' },
  onChatStart: () => 'Hello! Tell me something.',
  onMessage: async function* (message, ctx) {
    const count = ctx.userSession.get('count', 0) + 1;
    ctx.userSession.set('count', count);
    yield `Message ${count}: `;
    for (const word of message.content.split(' ')) yield `${word} `;
  },
});
