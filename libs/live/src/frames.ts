import type {
  ActionDto,
  AskSpecDto,
  CommandDto,
  ElementDto,
  Json,
  SettingsFormDto,
  StepDto,
} from '#libs/contracts';

/** A step's newest state; `event` says how clients are told. */
export interface StepFrame {
  readonly kind: 'step';
  readonly event: 'created' | 'updated' | 'stream-started';
  readonly step: StepDto;
  /** The session whose own screen shows the step already: the one that sent the user's message. */
  readonly exceptSession?: string;
}

/** A step that is not to be seen any more. */
export interface StepRemovedFrame {
  readonly kind: 'step-removed';
  readonly id: string;
}

/** An element's newest state. */
export interface ElementFrame {
  readonly kind: 'element';
  readonly element: ElementDto;
}

/** An element that is not to be seen any more. */
export interface ElementRemovedFrame {
  readonly kind: 'element-removed';
  readonly id: string;
}

/** A button under a message. */
export interface ActionFrame {
  readonly kind: 'action';
  readonly action: ActionDto;
}

/** A button that is not to be seen any more. */
export interface ActionRemovedFrame {
  readonly kind: 'action-removed';
  readonly id: string;
}

/** The settings form, with the values that hold now as its fields' `initial`. */
export interface SettingsFormFrame {
  readonly kind: 'settings-form';
  readonly form: SettingsFormDto;
}

/** Every command that the user may pick from now on. */
export interface CommandsFrame {
  readonly kind: 'commands';
  readonly commands: readonly CommandDto[];
}

/** The user acted in this thread for the first time: the thread has a name now. */
export interface FirstInteractionFrame {
  readonly kind: 'first-interaction';
  readonly interaction: string;
}

/** Whether any turn of the thread runs. Kept as the thread's state; not replayed. */
export interface TaskFrame {
  readonly kind: 'task';
  readonly running: boolean;
}

/**
 * A piece of a step's text that is being written. `offset` is where in the whole text it belongs, in UTF-16 units:
 * who has less has missed something, who has more is seeing a later attempt (a higher fence), which starts anew.
 */
export interface TokenFrame {
  readonly kind: 'token';
  readonly messageId: string;
  readonly fence: number;
  readonly offset: number;
  readonly text: string;
  /** The text replaces everything before it in this attempt; its offset is 0. */
  readonly replaces?: true;
}

/** A turn waits for the user's answer. Kept as the thread's state until an `ask-ended` of its id; not replayed. */
export interface AskFrame {
  readonly kind: 'ask';
  /** The question's message. */
  readonly step: StepDto;
  readonly spec: AskSpecDto;
}

/** A turn does not wait any more for the answer to the ask of this id. */
export interface AskEndedFrame {
  readonly kind: 'ask-ended';
  readonly askId: string;
  readonly how: 'answered' | 'timed-out' | 'cancelled';
}

/** Tokens that a model call used; clients add them up. Never replayed. */
export interface TokenUsageFrame {
  readonly kind: 'token-usage';
  readonly tokens: number;
}

/** A short notice. Shown once, never replayed. */
export interface ToastFrame {
  readonly kind: 'toast';
  /** The only session that is told; absent: all of the thread's. */
  readonly onlySession?: string;
  readonly message: string;
  readonly level: 'info' | 'success' | 'warning' | 'error';
}

/** Frames that are numbered and kept for a while, so that a client that was away can be told of them. */
export type DurableFrame =
  | StepFrame
  | StepRemovedFrame
  | ElementFrame
  | ElementRemovedFrame
  | ActionFrame
  | ActionRemovedFrame
  | SettingsFormFrame
  | CommandsFrame
  | FirstInteractionFrame;

/** Everything that goes from a turn to the screens of its thread at once. */
export type LiveFrame =
  DurableFrame | TaskFrame | TokenFrame | AskFrame | AskEndedFrame | TokenUsageFrame | ToastFrame;

/** A frame as it reaches a gateway. Durable ones carry their number in the thread: see `LivePlane.emit`. */
export interface DeliveredFrame {
  readonly frame: LiveFrame;
  readonly number?: number;
}

/** What one publication carries: frames of one thread, in order. */
export interface FrameBatch {
  readonly threadId: string;
  readonly frames: readonly DeliveredFrame[];
}

/** A step whose text is being written, as far as it got. */
export interface StreamingText {
  readonly messageId: string;
  readonly fence: number;
  readonly text: string;
  /**
   * Where `text` begins in the whole text, in UTF-16 units; absent: at its beginning. What comes before is in the
   * step's own `output`, or got lost: who has not got it cannot show the whole text before the step's next state.
   */
  readonly offset?: number;
  /** A piece after `text` got lost. It stands still here, and pieces that go on do not fit it, until the step's next state. */
  readonly gap?: true;
}

/** What a client that comes (back) to a thread needs to see what the others see. */
export interface ThreadSnapshot {
  /** The newest frame number; 0 when nothing is known of the thread: nobody has joined or emitted for an hour. */
  readonly head: number;
  /** Durable frames after the number asked for, oldest first, as far as they are kept. Empty when not `complete` and a number was asked for. */
  readonly missed: readonly DeliveredFrame[];
  /**
   * False when frames after the number asked for are gone, or may be: the number is not of this life of the thread's
   * counter. Then the whole thread has to be shown anew.
   */
  readonly complete: boolean;
  /** What the last task frame said; false when there was none. */
  readonly running: boolean;
  /** What the thread's turn waits for, unless its deadline has passed. */
  readonly ask?: AskFrame;
  /** Steps that are being written, in no particular order. */
  readonly streaming: readonly StreamingText[];
}

/** A live session as the gateways keep it: enough to take its next connection on any of them. */
export interface LiveSession {
  readonly sessionId: string;
  readonly threadId: string;
  readonly app: string;
  /** The session as events carry it (`SessionDto`). */
  readonly session: Json;
}
