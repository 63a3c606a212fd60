import type { ActionDto, CommandDto, ElementDto, SettingsFormDto, StepDto, ThreadDto } from '#libs/contracts';
import type {
  AskFrame,
  DeliveredFrame,
  LiveFrame,
  StreamingText,
  ThreadSnapshot,
  TokenFrame,
} from '#libs/live';
import { Changes } from './changes.js';

/** A short notice that was shown. */
export interface TestToast {
  readonly message: string;
  readonly level: 'info' | 'success' | 'warning' | 'error';
}

/** What a user would see of a thread: its frames, applied. */
export class Screen {
  readonly steps = new Map<string, StepDto>();
  readonly elements = new Map<string, ElementDto>();
  readonly actions = new Map<string, ActionDto>();
  readonly toasts: TestToast[] = [];
  form: SettingsFormDto | undefined;
  commands: readonly CommandDto[] = [];
  /** What the app waits for. */
  ask: AskFrame | undefined;
  /** The number of the newest frame that will not come again by itself. */
  seen = 0;
  private running = false;

  /** @param sessionId whose screen it is */
  constructor(
    private readonly changes = new Changes(),
    private readonly sessionId?: string,
  ) {}

  /** Whether a turn runs. */
  get isBusy(): boolean {
    return this.running;
  }

  /** Frames as they come; those that were seen already change nothing. */
  apply(frames: readonly DeliveredFrame[]): void {
    for (const { frame, number } of frames) {
      if (number !== undefined && number <= this.seen) continue;
      if (number !== undefined) this.seen = number;
      this.applyOne(frame);
    }
    this.changes.happened();
  }

  /** What a page that comes back, or opens a thread, is told. */
  catchUp({ head, missed, streaming, running, ask }: ThreadSnapshot): void {
    this.apply(missed);
    this.seen = Math.max(this.seen, head);
    for (const text of streaming) this.repair(text);
    this.running = running;
    this.ask = undefined;
    if (ask) this.put(ask);
    this.changes.happened();
  }

  /** Shows a stored thread, and nothing else. */
  show({ steps, elements }: Pick<ThreadDto, 'steps' | 'elements'>): void {
    for (const kept of [this.steps, this.elements, this.actions]) kept.clear();
    for (const step of steps) this.steps.set(step.id, { ...step });
    for (const element of elements) this.elements.set(element.id, element);
  }

  /** Resolves as soon as the condition holds after some frame. */
  until(condition: () => boolean): Promise<void> {
    return this.changes.until(condition);
  }

  private applyOne(frame: LiveFrame): void {
    switch (frame.kind) {
      case 'step':
        this.steps.set(frame.step.id, { ...frame.step });
        return;
      case 'step-removed':
        this.steps.delete(frame.id);
        return;
      case 'element':
        this.elements.set(frame.element.id, frame.element);
        return;
      case 'element-removed':
        this.elements.delete(frame.id);
        return;
      case 'action':
        this.actions.set(frame.action.id, frame.action);
        return;
      case 'action-removed':
        this.actions.delete(frame.id);
        return;
      case 'token':
        return this.write(frame);
      default:
        return this.applyState(frame);
    }
  }

  private applyState(frame: LiveFrame): void {
    if (frame.kind === 'task') this.running = frame.running;
    else if (frame.kind === 'ask') this.put(frame);
    else if (frame.kind === 'ask-ended' && frame.askId === this.ask?.spec.stepId) this.ask = undefined;
    else if (frame.kind === 'settings-form') this.form = frame.form;
    else if (frame.kind === 'commands') this.commands = frame.commands;
    else if (frame.kind === 'toast' && (frame.onlySession ?? this.sessionId) === this.sessionId)
      this.toasts.push({ message: frame.message, level: frame.level });
  }

  /** A question is a message too. */
  private put(ask: AskFrame): void {
    this.ask = ask;
    this.steps.set(ask.step.id, { ...ask.step });
  }

  private write({ messageId, replaces, text, offset }: TokenFrame): void {
    const step = this.steps.get(messageId);
    if (step) step.output = replaces ? text : step.output.slice(0, offset) + text;
  }

  /** The text so far; what comes before its offset is on the screen already. */
  private repair({ messageId, text, offset = 0 }: StreamingText): void {
    const step = this.steps.get(messageId);
    if (step) step.output = step.output.slice(0, offset) + text;
  }
}
