import type { Json, JsonObject } from '#libs/contracts';

/** A message of a request, as the client sent it. */
export interface FakeModelMessage {
  readonly role: string;
  /** Text, or parts of several kinds. */
  readonly content?: Json;
  readonly [key: string]: Json | undefined;
}

/** A request that the fake model got. */
export interface FakeModelRequest {
  readonly model: string;
  readonly messages: readonly FakeModelMessage[];
  readonly stream: boolean;
  /** The whole body. */
  readonly body: JsonObject;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Kept up to date: `aborted` when the client gave up, `cut` when the script broke the connection. */
  readonly outcome: 'running' | 'answered' | 'refused' | 'aborted' | 'cut';
}

/** A request while it is being answered. */
export type OpenRequest = { -readonly [K in keyof FakeModelRequest]: FakeModelRequest[K] };

/** Reads a request's body; a text says what is wrong with it. */
export function readRequest(headers: Headers, text: string): OpenRequest | string {
  const body = parsed(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return 'The body must be a JSON object.';
  const { model, messages, stream } = body;
  if (typeof model !== 'string') return 'The body must name a model.';
  if (!Array.isArray(messages)) return 'The body must have a list of messages.';
  return {
    model,
    messages: messages as readonly Json[] as readonly FakeModelMessage[],
    stream: stream === true,
    body,
    headers: Object.fromEntries(headers.entries()),
    outcome: 'running',
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
