import type { JsonObject } from '#libs/contracts';
import type { Clock } from '#libs/platform';
import type { FakeModelRequest } from './fake-model-request.js';
import type { FakeAnswer } from './fake-reply.js';
import { tokensOf } from './fake-reply.js';

/** How fast an answer is written, and until when anybody reads it. */
export interface Pace {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The connection broke because the script says so. */
export class ConnectionCut extends TypeError {
  constructor() {
    super('terminated', { cause: new Error('The fake model cut the connection, as its script says.') });
  }
}

/** Writes one answer as the bodies of OpenAI's `/v1/chat/completions`. */
export class CompletionWriter {
  private readonly deltas: readonly JsonObject[];
  private readonly usage: JsonObject;

  constructor(
    private readonly answer: FakeAnswer,
    private readonly request: FakeModelRequest,
    private readonly id: string,
    private readonly pace: Pace,
  ) {
    this.deltas = deltasOf(answer);
    const promptTokens = answer.usage?.promptTokens ?? wordsOf(request);
    const completionTokens = answer.usage?.completionTokens ?? this.deltas.length;
    this.usage = {
      prompt_tokens: promptTokens,
      completion_tokens: completionTokens,
      total_tokens: promptTokens + completionTokens,
    };
  }

  /** Server-sent events. @throws ConnectionCut, or the signal's reason */
  async *events(): AsyncGenerator<string> {
    yield this.event([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
    for await (const delta of this.paced()) yield this.event([{ index: 0, delta, finish_reason: null }]);
    yield this.event([{ index: 0, delta: {}, finish_reason: this.finishReason }]);
    const options = this.request.body['stream_options'] as JsonObject | undefined;
    if (options?.['include_usage'] === true) yield this.event([], { usage: this.usage });
    yield 'data: [DONE]\n\n';
  }

  /** One JSON object. @throws ConnectionCut in the middle of it, or the signal's reason */
  async *whole(): AsyncGenerator<string> {
    const { text, reasoning, toolCalls, cutAfter } = this.answer;
    const message: JsonObject = {
      role: 'assistant',
      content: text === undefined ? null : tokensOf(text).join(''),
      refusal: null,
      ...(reasoning === undefined ? {} : { reasoning_content: tokensOf(reasoning).join('') }),
      ...(toolCalls === undefined ? {} : { tool_calls: toolCallsOf(this.answer) }),
    };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: this.finishReason }];
    const json = JSON.stringify({ ...this.head('chat.completion'), choices, usage: this.usage });
    const half = Math.floor(json.length / 2);
    if (cutAfter !== undefined) yield json.slice(0, half);
    for await (const delta of this.paced()) void delta;
    yield json;
  }

  private get finishReason(): string {
    return this.answer.finishReason ?? (this.answer.toolCalls?.length ? 'tool_calls' : 'stop');
  }

  private async *paced(): AsyncGenerator<JsonObject> {
    const { cutAfter = Infinity, stallAfter = Infinity, delayMs = 0 } = this.answer;
    const { clock, signal } = this.pace;
    for (const [position, delta] of this.deltas.entries()) {
      await this.failAt(position, cutAfter, stallAfter);
      if (delayMs > 0) await clock.sleep(delayMs, signal);
      signal.throwIfAborted();
      yield delta;
    }
    if (Math.min(cutAfter, stallAfter) < Infinity) await this.failAt(Infinity, cutAfter, stallAfter);
  }

  private async failAt(position: number, cutAfter: number, stallAfter: number): Promise<void> {
    if (position >= stallAfter && stallAfter <= cutAfter) await aborted(this.pace.signal);
    if (position >= cutAfter) throw new ConnectionCut();
  }

  private event(choices: JsonObject[], more: JsonObject = {}): string {
    return `data: ${JSON.stringify({ ...this.head('chat.completion.chunk'), choices, ...more })}\n\n`;
  }

  private head(object: string): JsonObject {
    const created = Math.floor(this.pace.clock.now() / 1_000);
    return { id: this.id, object, created, model: this.request.model };
  }
}

function deltasOf(answer: FakeAnswer): JsonObject[] {
  return [
    ...tokensOf(answer.reasoning).map((token): JsonObject => ({ reasoning_content: token })),
    ...tokensOf(answer.text).map((token): JsonObject => ({ content: token })),
    ...toolCallsOf(answer).flatMap((call, index) => toolCallDeltas(call, index)),
  ];
}

/** As the real ones do: first the name, then the arguments in pieces. */
function toolCallDeltas({ id, type, function: called }: ToolCall, index: number): JsonObject[] {
  const half = Math.ceil(called.arguments.length / 2);
  const pieces = [called.arguments.slice(0, half), called.arguments.slice(half)];
  return [
    { tool_calls: [{ index, id, type, function: { name: called.name, arguments: '' } }] },
    ...pieces.map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
  ];
}

type ToolCall = { id: string; type: string; function: { name: string; arguments: string } };

function toolCallsOf({ toolCalls = [] }: FakeAnswer): ToolCall[] {
  return toolCalls.map(({ id, name, arguments: given }, index) => ({
    id: id ?? `call_${index}`,
    type: 'function',
    function: { name, arguments: typeof given === 'string' ? given : JSON.stringify(given) },
  }));
}

function wordsOf({ messages }: FakeModelRequest): number {
  return messages
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content ?? '')))
    .reduce((words, text) => words + tokensOf(text).length, 0);
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
