import type { ElementDto, Json, StepDto } from '#libs/contracts';

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

/** A short notice. Shown once, never replayed. */
export interface ToastFrame {
  readonly kind: 'toast';
  readonly message: string;
  readonly level: 'info' | 'success' | 'warning' | 'error';
}

/** Frames that are numbered and kept for a while, so that a client that was away can be told of them. */
export type DurableFrame = StepFrame | StepRemovedFrame | ElementFrame | FirstInteractionFrame;

/** Everything that goes from a turn to the screens of its thread at once. */
export type LiveFrame = DurableFrame | TaskFrame | TokenFrame | ToastFrame;

/** A frame as it reaches a gateway. Durable ones carry their number in the thread, counted without gaps. */
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
}

/** What a client that comes (back) to a thread needs to see what the others see. */
export interface ThreadSnapshot {
  /** The newest frame number; 0 when the thread has none. */
  readonly head: number;
  /** Durable frames after the number asked for, oldest first. */
  readonly missed: readonly DeliveredFrame[];
  /** False when frames after the number asked for are gone: the whole thread has to be shown anew. */
  readonly complete: boolean;
  readonly running: boolean;
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
