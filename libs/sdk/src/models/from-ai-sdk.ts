import { currentParent } from '../output/step-scope.js';
import { currentTurn } from '../turn/turn-scope.js';
import { ModelSteps } from './model-steps.js';

/** As much of a part of the AI SDK's `fullStream` as is read here. */
export interface AiSdkPart {
  readonly type: string;
  readonly id?: string;
  readonly text?: string;
  readonly toolCallId?: string;
  readonly toolName?: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly preliminary?: unknown;
  readonly error?: unknown;
  readonly totalUsage?: unknown;
}

/** What the AI SDK's `streamText` returns, as far as it is read here. */
export interface AiSdkResult {
  readonly fullStream: AsyncIterable<AiSdkPart>;
}

/**
 * The answer of the AI SDK's `streamText(…)` (ai 5 and later), for `message.stream(…)`, `yield*` or `return`. While it
 * is read, tool calls and reasoning become steps, and usage goes to the page. What the model fails with is thrown.
 * Give `streamText` `abortSignal: ctx.signal`, so that a stop ends the call.
 */
export function fromAiSdk(result: AiSdkResult): AsyncIterable<string> {
  const turn = currentTurn('fromAiSdk()');
  const steps = new ModelSteps(turn, currentParent(turn) ?? undefined);
  return { [Symbol.asyncIterator]: () => textOf(result.fullStream, steps) };
}

async function* textOf(parts: AsyncIterable<AiSdkPart>, steps: ModelSteps): AsyncGenerator<string> {
  let hasSpoken = false;
  let begins = false;
  try {
    for await (const part of parts) {
      if (part.type === 'text-start') begins = true;
      if (part.type !== 'text-delta') await follow(part, steps);
      else if (part.text) {
        // What it says after its tools is another paragraph of the same message.
        if (begins && hasSpoken) yield '\n\n';
        [begins, hasSpoken] = [false, true];
        yield part.text;
      }
    }
  } finally {
    await steps.end();
  }
}

async function follow(part: AiSdkPart, steps: ModelSteps): Promise<void> {
  const id = part.toolCallId ?? part.id ?? '';
  switch (part.type) {
    case 'reasoning-delta':
      return steps.reason(part.text ?? '');
    case 'reasoning-end':
      return steps.reasoned();
    case 'tool-input-start':
      return steps.call(id, part.toolName ?? 'tool');
    case 'tool-call':
      steps.call(id, part.toolName ?? 'tool');
      return steps.called(id, part.input);
    case 'tool-result':
      // A tool may say how far it is; its last word is its result.
      return part.preliminary === true ? undefined : steps.answered(id, part.output);
    case 'tool-error':
      return steps.failed(id, part.error);
    case 'finish':
      return steps.used((part.totalUsage as { totalTokens?: unknown } | undefined)?.totalTokens);
    case 'error':
      throw part.error instanceof Error ? part.error : new Error(String(part.error));
    default:
  }
}
