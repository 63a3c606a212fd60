import { defineChatApp } from 'heddle';

/** Needs two keys of the user's own, and says what it got. */
export default defineChatApp({
  name: 'keys',
  ui: { name: 'Keys' },
  userEnv: ['LOOM_KEY', 'DYE_KEY'],
  onChatStart: (ctx) => `I have ${Object.values(ctx.env).join(' and ')}.`,
  onMessage: (_message, ctx) => `I still have ${Object.values(ctx.env).join(' and ')}.`,
});
