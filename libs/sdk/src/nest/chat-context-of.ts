import type { ExecutionContext } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { ChatContext } from '../turn/chat-context.js';

/** What `executionContext.getType()` says in the guards and interceptors of chat handlers. */
export const CHAT_CONTEXT_TYPE = 'chat';

/**
 * The `ctx` of the chat handler that a guard or an interceptor stands before, or a parameter decorator belongs to.
 *
 * @throws DomainError `internal` where something else than a chat handler is called (`getType()` is not `chat`)
 */
export function chatContextOf(executionContext: ExecutionContext): ChatContext {
  const ctx: unknown = executionContext.getArgs<unknown[]>().at(-1);
  if (ctx instanceof ChatContext) return ctx as ChatContext;
  throw new DomainError(
    'internal',
    `chatContextOf: ${executionContext.getClass().name}.${executionContext.getHandler().name} is not the handler of a chat.`,
  );
}
