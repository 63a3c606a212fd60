import { DomainError } from '#libs/platform';
import { currentParent } from '../output/step-scope.js';
import { currentTurn } from '../turn/turn-scope.js';
import { ModelSteps } from './model-steps.js';

/** A tool call that a model asks the app for. */
export interface ModelToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, if the model keeps its word. */
  readonly arguments: string;
}

/** A model's answer: the pieces of its text. Reading it shows the rest as steps. */
export interface ModelText extends AsyncIterable<string> {
  /** The tools the model asks for, once everything has been read. */
  readonly toolCalls: readonly ModelToolCall[];
}

/** As much of a chunk of OpenAI's streams as is read here; providers that speak its API reason under either name. */
export interface OpenAiChunk {
  readonly choices?: readonly {
    readonly delta?: {
      readonly content?: string | null;
      readonly refusal?: string | null;
      readonly tool_calls?: readonly {
        readonly index: number;
        readonly id?: string;
        readonly function?: { readonly name?: string; readonly arguments?: string };
      }[];
    };
  }[];
  readonly usage?: { readonly total_tokens?: number } | null;
}

interface Reasoning {
  readonly reasoning_content?: unknown;
  readonly reasoning?: unknown;
}

/**
 * The answer of `openai.chat.completions.create({ stream: true, … })`, for `message.stream(…)`, `yield*` or `return`.
 * While it is read, tool calls and reasoning become steps, and usage (with `stream_options: { include_usage: true }`)
 * goes to the page. Give the client `{ signal: ctx.signal }`, so that a stop ends the call.
 */
export function fromOpenAI(stream: AsyncIterable<OpenAiChunk>): ModelText {
  const turn = currentTurn('fromOpenAI()');
  const steps = new ModelSteps(turn, currentParent(turn) ?? undefined);
  const calls: { id: string; name: string; arguments: string }[] = [];
  return { toolCalls: calls, [Symbol.asyncIterator]: () => textOf(stream, steps, calls) };
}

async function* textOf(
  stream: AsyncIterable<OpenAiChunk>,
  steps: ModelSteps,
  calls: { id: string; name: string; arguments: string }[],
): AsyncGenerator<string> {
  try {
    for await (const chunk of stream) {
      if (!chunk.choices) throw notChunks();
      steps.used(chunk.usage?.total_tokens);
      const delta = chunk.choices[0]?.delta;
      if (!delta) continue;
      const { reasoning_content, reasoning } = delta as Reasoning;
      const thought = reasoning_content ?? reasoning;
      if (typeof thought === 'string') steps.reason(thought);
      const text = delta.content ?? delta.refusal;
      if (text) {
        const reasoned = steps.reasoned();
        if (reasoned) await reasoned;
        yield text;
      }
      for (const { index, id, function: called } of delta.tool_calls ?? []) {
        const call = (calls[index] ??= { id: id ?? `call_${index}`, name: '', arguments: '' });
        call.name += called?.name ?? '';
        call.arguments += called?.arguments ?? '';
        if (call.name !== '') steps.call(call.id, call.name);
      }
    }
    for (const call of calls.filter(Boolean)) await steps.called(call.id, parsed(call.arguments));
  } finally {
    await steps.end();
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function notChunks(): DomainError {
  return new DomainError(
    'invalid_input',
    'fromOpenAI() reads what chat.completions.create({ stream: true }) resolves to; this is another kind of stream.',
  );
}
