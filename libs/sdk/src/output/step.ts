import type { Json, StepDto, StepType } from '#libs/contracts';
import type { Turn } from '../turn/turn.js';

/** What kind of work a step is and what it works on. */
export interface StepOptions {
  readonly type?: Exclude<StepType, 'user_message' | 'assistant_message' | 'system_message' | 'run'>;
  /** Shown as the step's input. */
  readonly input?: Json;
  readonly parentId?: string;
  /** Whether the page shows the step unfolded. */
  readonly defaultOpen?: boolean;
}

/** A running step of the tree. */
export class Step {
  /** Shown as the step's output when it ends; by default what the work returns. */
  output: Json | undefined;

  /** @internal Steps are made by `ctx.step`. */
  constructor(
    readonly id: string,
    readonly name: string,
  ) {}
}

/** @internal */
export async function runStep<T>(
  turn: Turn,
  name: string,
  options: StepOptions,
  work: (step: Step) => Promise<T> | T,
): Promise<T> {
  const dto = turn.newStep({
    type: options.type ?? 'tool',
    name,
    parentId: options.parentId ?? turn.runId,
    input: textOf(options.input),
    showInput: 'json',
    defaultOpen: options.defaultOpen ?? false,
  });
  const step = new Step(dto.id, name);
  turn.showStep(dto, 'created');
  try {
    const result = await work(step);
    end(turn, dto, textOf(step.output ?? (result as Json | undefined)), false);
    return result;
  } catch (error) {
    end(turn, dto, error instanceof Error ? error.message : String(error), true);
    throw error;
  }
}

function end(turn: Turn, dto: StepDto, output: string, isError: boolean): void {
  if (turn.signal.aborted) return;
  turn.showStep({ ...dto, output, isError, end: turn.timestamp() }, 'updated');
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
