import type { AcceptedFiles, ActionDto, ElementDto, StepDto, ThreadDto } from '#libs/contracts';
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
  remove_element(element: { id: string }): void;
  action(action: WireAction): void;
  remove_action(action: { id: string }): void;
  ask(question: WireQuestion, answer: (given: unknown) => void): void;
  ask_timeout(nothing: object): void;
  chat_settings(form: readonly WireWidget[] | readonly WireTab[]): void;
  set_commands(commands: readonly WireCommand[]): void;
  token_usage(tokens: number): void;
  toast(toast: { message: string; type: 'info' | 'success' | 'warning' | 'error' }): void;
  audio_connection(state: 'on' | 'off'): void;
}

/** A step as it crosses the wire: every key of §6.4 is there. */
export type WireStep = Readonly<Record<string, unknown>> & Pick<StepDto, 'id'>;

/** An element as it crosses the wire: every key of §6.6 is there. */
export type WireElement = { readonly [Key in keyof ElementDto]-?: NonNullable<ElementDto[Key]> | null };

/** A button as it crosses the wire: every key of §6.10 is there. */
export type WireAction = { readonly [Key in keyof ActionDto]-?: NonNullable<ActionDto[Key]> | null };

/** A command as it crosses the wire (§6.10). */
export interface WireCommand {
  readonly id: string;
  readonly description: string;
  readonly icon: string;
  readonly button: boolean;
  readonly persistent: boolean;
  readonly selected: boolean;
}

/** A field of the settings form as it crosses the wire: every key of its type is there (§6.9). */
export type WireWidget = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** A page of the settings form (§6.9). */
export interface WireTab {
  readonly id: string;
  readonly label: string;
  readonly inputs: readonly WireWidget[];
}

/** What a client is asked (§5.4–5.7, §6.11). */
export interface WireQuestion {
  readonly msg: WireStep;
  readonly spec: WireAskSpec;
}

/** How a question is to be answered (§6.11). `timeout` is what remains, in seconds. */
export type WireAskSpec = { readonly step_id: string; readonly timeout: number } & (
  | { readonly type: 'text' }
  | {
      readonly type: 'file';
      readonly accept: AcceptedFiles;
      readonly max_files: number;
      readonly max_size_mb: number;
    }
  | { readonly type: 'action'; readonly keys: readonly string[] }
  | { readonly type: 'element'; readonly element_id: string }
);

/** A thread as it crosses the wire (§6.5). */
export type WireThread = Omit<ThreadDto, 'steps' | 'elements'> & {
  readonly steps: readonly WireStep[];
  readonly elements: readonly WireElement[];
};

/** A socket as far as it is written to. */
export type ClientSocket = Socket<DefaultEventsMap, ServerToClient>;
