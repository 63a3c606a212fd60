import type { ElementDto, StepDto, ThreadDto } from '#libs/contracts';
import type { DefaultEventsMap, Socket } from 'socket.io';

/** Events a gateway sends (wire protocol §4.2). */
export interface ServerToClient {
  task_start(nothing: object): void;
  task_end(nothing: object): void;
  clear_ask(nothing: object): void;
  clear_call_fn(nothing: object): void;
  new_message(step: WireStep): void;
  update_message(step: WireStep): void;
  delete_message(step: { id: string }): void;
  stream_start(step: WireStep): void;
  stream_token(token: { id: string; token: string; isSequence: boolean; isInput: boolean }): void;
  first_interaction(first: { interaction: string; thread_id: string }): void;
  resume_thread(thread: WireThread): void;
  element(element: WireElement): void;
  toast(toast: { message: string; type: 'info' | 'success' | 'warning' | 'error' }): void;
  audio_connection(state: 'on' | 'off'): void;
}

/** A step as it crosses the wire: every key of §6.4 is there. */
export type WireStep = Readonly<Record<string, unknown>> & Pick<StepDto, 'id'>;

/** An element as it crosses the wire: every key of §6.6 is there. */
export type WireElement = { readonly [Key in keyof ElementDto]-?: NonNullable<ElementDto[Key]> | null };

/** A thread as it crosses the wire (§6.5). */
export type WireThread = Omit<ThreadDto, 'steps' | 'elements'> & {
  readonly steps: readonly WireStep[];
  readonly elements: readonly WireElement[];
};

/** A socket as far as it is written to. */
export type ClientSocket = Socket<DefaultEventsMap, ServerToClient>;
