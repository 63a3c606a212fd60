import type { JsonObject } from '#libs/contracts';

/** A call of a tool that the model asks for. */
export interface FakeToolCall {
  readonly name: string;
  /** An object is sent as JSON; a text is sent as it is, for models that write broken JSON. */
  readonly arguments: JsonObject | string;
  /** Defaults to `call_<position>`. */
  readonly id?: string;
}

/** The tokens that a reply reports as used. */
export interface FakeUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** A reply of the model. It is sent in this order: reasoning, text, tool calls. */
export interface FakeAnswer {
  /** A text is sent word by word; a list token by token, as it is. */
  readonly text?: string | readonly string[];
  /** What a reasoning model thinks first, as `reasoning_content`. */
  readonly reasoning?: string | readonly string[];
  readonly toolCalls?: readonly FakeToolCall[];
  /** Defaults to the words of the request's messages and the tokens of the reply. */
  readonly usage?: FakeUsage;
  /** Milliseconds before each token. */
  readonly delayMs?: number;
  /** Defaults to `tool_calls` if there are any, else `stop`. */
  readonly finishReason?: 'stop' | 'length' | 'tool_calls' | 'content_filter';
  /** The connection breaks after so many tokens; 0: before the first. */
  readonly cutAfter?: number;
  /** Nothing comes after so many tokens, until the client gives up; 0: before the first. */
  readonly stallAfter?: number;
}

/** An HTTP error instead of a reply. */
export interface FakeRefusal {
  /** 400 to 599; clients try again by themselves after 408, 409, 429 and 5xx. */
  readonly status: number;
  readonly message?: string;
  /** The `Retry-After` header; fractions keep tests quick. */
  readonly retryAfterSeconds?: number;
}

/** What the model replies: a text, tokens, a whole answer or a refusal. */
export type FakeReply = string | readonly string[] | FakeAnswer | FakeRefusal;

/** Whether the reply is an HTTP error. */
export function isRefusal(reply: FakeReply): reply is FakeRefusal {
  return typeof reply === 'object' && 'status' in reply;
}

/** The reply as an answer with all its parts. */
export function answerOf(reply: Exclude<FakeReply, FakeRefusal>): FakeAnswer {
  return typeof reply === 'string' || isList(reply) ? { text: reply } : reply;
}

/** The tokens of a text: its words with the spaces after them. */
export function tokensOf(text: string | readonly string[] | undefined): readonly string[] {
  return typeof text === 'string' ? (text.match(/\s*\S+\s*/gu) ?? (text ? [text] : [])) : (text ?? []);
}

function isList(reply: string | readonly string[] | FakeAnswer): reply is readonly string[] {
  return Array.isArray(reply);
}
