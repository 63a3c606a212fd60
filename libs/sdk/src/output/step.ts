import type { Json, JsonObject, StepDto, StepType } from '#libs/contracts';
import { TurnMoved } from '../turn/turn-errors.js';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import { languageOf, shownText } from './shown-text.js';
import { currentParent, runInStep } from './step-scope.js';
import type { StreamedText } from './streamed-text.js';

// What `streamToken` returns each time: a token costs no promise.
const DONE = Promise.resolve();

/** What kind of work a step is and how it looks. */
export interface StepOptions {
  /** `tool` unless said otherwise. */
  readonly type?: Exclude<StepType, 'user_message' | 'assistant_message' | 'system_message' | 'run'>;
  /** Shown as the step's input. */
  readonly input?: Json;
  /** The code language of the input, or whether it is shown; `json` unless said otherwise. */
  readonly showInput?: boolean | string;
  /** The code language of the output; `json` for one that is not text. */
  readonly language?: string;
  /** The step it hangs under: the one that runs, unless said otherwise. */
  readonly parentId?: string;
  /** Whether the page shows the step unfolded. */
  readonly defaultOpen?: boolean;
  /** Whether the page folds the step when it ends. */
  readonly autoCollapse?: boolean;
  /** A Lucide name. */
  readonly icon?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
}

/**
 * A step of the tree, shown from the moment it is made until it ends: by `end`, `fail`, or as `await using step`, or
 * with its turn, however that ends.
 */
export class Step implements AsyncDisposable {
  readonly id: string;
  readonly name: string;
  /** Shown as the step's input; `update` shows a change. */
  input: Json | undefined;
  private own: Json | undefined;
  private text: StreamedText | undefined;
  private ended = false;
  private readonly dto: StepDto;
  private readonly turn: Turn;
  private readonly stopped = (): void => {
    // Whoever goes on with the turn goes on with its steps.
    if (this.turn.signal.reason instanceof TurnMoved) return;
    try {
      this.finish(this.output, false);
    } catch (error) {
      // Nobody catches what is thrown here: it would end the process.
      void this.fail(error).catch(() => this.leave());
    }
  };

  /** @throws OutsideTurnError, TurnEndedError */
  constructor(name: string, options: StepOptions = {}, turn: Turn = currentTurn('new Step()')) {
    const { type = 'tool', showInput = 'json', icon, metadata = {}, tags } = options;
    this.turn = turn;
    this.input = options.input;
    this.dto = turn.newStep({
      type,
      name,
      parentId: options.parentId ?? currentParent(turn),
      input: shownText(options.input),
      showInput,
      language: options.language ?? null,
      defaultOpen: options.defaultOpen ?? false,
      metadata: icon === undefined ? metadata : { ...metadata, icon },
      tags: tags ? [...tags] : null,
      ...(options.autoCollapse === undefined ? {} : { autoCollapse: options.autoCollapse }),
    });
    this.id = this.dto.id;
    this.name = this.dto.name;
    turn.showStep(this.dto, 'created');
    turn.signal.addEventListener('abort', this.stopped, { once: true });
  }

  /** Shown as the step's output when it ends: what was set, else what was streamed, else what its work returned. */
  get output(): Json | undefined {
    return this.own ?? this.text?.content;
  }

  set output(value: Json | undefined) {
    this.own = value;
  }

  /** Appends a piece to the output, shown at once. */
  streamToken(token: string): Promise<void> {
    if (token === '' || this.ended) return DONE;
    this.text ??= this.turn.startText(this.current());
    this.text.append(token);
    return DONE;
  }

  /** Shows the input and the output as they are now. */
  async update(): Promise<void> {
    if (!this.ended) this.turn.showStep(this.current(), 'updated');
  }

  /** Runs work inside this step: steps that it makes hang under it. */
  run<T>(work: () => T): T {
    return runInStep(this.turn, this.id, work);
  }

  /** Ends the step with an output. What ended already stays as it is. */
  async end(output: unknown = this.output): Promise<void> {
    this.finish(output, false);
  }

  /** Ends the step with an error. */
  async fail(error: unknown): Promise<void> {
    this.finish(whyOf(error), true);
  }

  /** Takes the step away. */
  async remove(): Promise<void> {
    this.text?.end();
    this.leave();
    this.turn.removeStep(this.id);
  }

  /** Ends the step with its output so far. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  private current(): StepDto {
    const { output, dto } = this;
    const language = dto.language ?? languageOf(output) ?? null;
    return { ...dto, input: shownText(this.input), output: shownText(output), language };
  }

  private finish(output: unknown, isError: boolean): void {
    if (this.ended) return;
    this.text?.end();
    const language = this.dto.language ?? (isError ? null : (languageOf(output) ?? null));
    const ended = { ...this.current(), language, isError, end: this.turn.timestamp() };
    this.turn.completeStep(ended, shownText(output), 'updated');
    this.leave();
  }

  private leave(): void {
    this.ended = true;
    this.turn.signal.removeEventListener('abort', this.stopped);
  }
}

function whyOf(error: unknown): string {
  return error instanceof Error ? error.message : shownText(error);
}

/** Shows work as a step of the tree while it runs, with its result as the step's output. Steps inside hang under it. */
export function step<T>(name: string, work: (step: Step) => Promise<T> | T): Promise<T>;
export function step<T>(name: string, options: StepOptions, work: (step: Step) => Promise<T> | T): Promise<T>;
export function step<T>(
  name: string,
  ...rest: [(step: Step) => Promise<T> | T] | [StepOptions, (step: Step) => Promise<T> | T]
): Promise<T> {
  const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
  return runStep(currentTurn('step()'), name, options, work);
}

/** @internal */
export async function runStep<T>(
  turn: Turn,
  name: string,
  options: StepOptions,
  work: (step: Step) => Promise<T> | T,
): Promise<T> {
  const running = new Step(name, options, turn);
  try {
    const result = await running.run(() => work(running));
    await running.end(running.output ?? result);
    return result;
  } catch (error) {
    await running.fail(error);
    throw error;
  }
}
