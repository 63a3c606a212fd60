import { HandlerTable, userSession } from 'heddle';
import type { ConversationHooks } from 'heddle';
import session from '../../../examples/session/app.js';

const source = 'session.app';
const replaced = ['onMessage', 'onChatEnd'];
const others = [...session.handlers.entries()].filter(({ hook }) => !replaced.includes(hook));

/** The end of a turn that only the death of its worker ends. */
const NEVER = new Promise<never>(() => {});

const onMessage: ConversationHooks['onMessage'] = async (message, ctx) => {
  if (message.content === '/pid') return String(process.pid);
  if (message.content === '/history') return JSON.stringify(userSession.get('conversation_history'));
  const answer = await session.handlers.find('onMessage')?.(message, ctx);
  if (message.content !== `hold in ${process.pid}`) return answer;
  await ctx.send(`held in ${process.pid}`);
  return NEVER;
};

const onChatEnd: ConversationHooks['onChatEnd'] = async (ctx) => {
  await session.handlers.find('onChatEnd')?.(ctx);
  if (ctx.user) ctx.user.metadata['ends'] = Number(ctx.user.metadata['ends'] ?? 0) + 1;
};

/**
 * The session example as its cluster test runs it, with what lets the test see inside: `/pid` says which worker answers,
 * `/history` shows the list in the session, `hold in <pid>` is handled as any message, and then never ends in the worker
 * of that process; ends are counted. Its profile is for users of a role, so that it is nobody else's to pick.
 */
export default {
  ...session,
  profiles: [{ name: 'session', markdownDescription: 'The session example.', roles: ['session'] }],
  handlers: new HandlerTable([
    ...others,
    { hook: 'onMessage', source, handler: onMessage },
    { hook: 'onChatEnd', source, handler: onChatEnd },
  ]),
};
