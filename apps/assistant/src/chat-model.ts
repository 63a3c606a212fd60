/** What a model is shown of a conversation. */
export interface ChatTurn {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** Something that answers a conversation in pieces. */
export interface ChatModel {
  /** How the model is called where users read it. */
  readonly name: string;
  /** The answer, piece by piece; ends early when the signal aborts. */
  answer(turns: readonly ChatTurn[], signal: AbortSignal): AsyncIterable<string>;
}
