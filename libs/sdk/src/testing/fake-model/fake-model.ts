import { DomainError, systemClock } from '#libs/platform';
import type { Clock } from '#libs/platform';
import { CompletionWriter, ConnectionCut } from './completion-writer.js';
import { readRequest } from './fake-model-request.js';
import type { FakeModelRequest, OpenRequest } from './fake-model-request.js';
import { serveFetch } from './fake-model-server.js';
import type { FakeModelServer } from './fake-model-server.js';
import { answerOf, isRefusal } from './fake-reply.js';
import type { FakeRefusal, FakeReply } from './fake-reply.js';

/** What the model replies: one reply after another, or whatever a function makes of each request. */
export type FakeModelScript =
  readonly FakeReply[] | ((request: FakeModelRequest) => FakeReply | Promise<FakeReply>);

/** How a fake model works. */
export interface FakeModelOptions {
  /** Whose time the delays take. Defaults to the machine's own. */
  readonly clock?: Clock;
}

/** A model that says what a script says, through OpenAI's API. */
export interface FakeModel {
  /**
   * Answers `POST …/chat/completions`, streamed and whole, without a port: for `new OpenAI({ fetch })` and the
   * providers of the AI SDK. It never touches the network, whatever the URL.
   */
  readonly fetch: typeof globalThis.fetch;
  /** What was asked so far, oldest first; attempts that a client repeats by itself are requests of their own. */
  readonly requests: readonly FakeModelRequest[];
  /** Serves the same on a free port of 127.0.0.1. */
  listen(): Promise<FakeModelServer>;
}

/**
 * Makes a model for tests that says what the script says: tokens, tool calls, reasoning, usage, and faults. A list is
 * used up in the order of the requests; who asks once more is refused with status 400 and told so.
 *
 * @throws DomainError `invalid_input` for a refusal whose status is not that of an HTTP error
 */
export function fakeModel(script: FakeModelScript, options: FakeModelOptions = {}): FakeModel {
  if (typeof script !== 'function') for (const reply of script) assertUsable(reply);
  return new ScriptedModel(script, options.clock ?? systemClock);
}

class ScriptedModel implements FakeModel {
  readonly requests: OpenRequest[] = [];
  private used = 0;

  constructor(
    private readonly script: FakeModelScript,
    private readonly clock: Clock,
  ) {}

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const asked = new Request(input, init);
    const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    if (asked.method !== 'POST' || !new URL(asked.url).pathname.endsWith('/chat/completions'))
      return refuse({ status: 404, message: `The fake model does not serve ${asked.method} ${asked.url}.` });
    const read = readRequest(asked.headers, await asked.text());
    if (typeof read === 'string') return refuse({ status: 400, message: read });
    this.requests.push(read);
    return this.answer(read, signal ?? undefined);
  };

  listen(): Promise<FakeModelServer> {
    return serveFetch(this.fetch);
  }

  private async answer(request: OpenRequest, clientSignal: AbortSignal | undefined): Promise<Response> {
    const reply = await this.next(request);
    assertUsable(reply);
    if (isRefusal(reply)) {
      request.outcome = 'refused';
      return refuse(reply);
    }
    const gone = new AbortController();
    const signal = clientSignal ? AbortSignal.any([clientSignal, gone.signal]) : gone.signal;
    const id = `chatcmpl-${this.requests.indexOf(request) + 1}`;
    const writer = new CompletionWriter(answerOf(reply), request, id, { clock: this.clock, signal });
    const body = request.stream ? writer.events() : writer.whole();
    return new Response(
      bytesOf(noting(request, body), () => gone.abort()),
      {
        headers: { 'content-type': request.stream ? 'text/event-stream' : 'application/json' },
      },
    );
  }

  private async next(request: FakeModelRequest): Promise<FakeReply> {
    if (typeof this.script === 'function') return this.script(request);
    const message = `The script of the fake model is over: it has no reply to request ${this.used + 1}.`;
    return this.script[this.used++] ?? { status: 400, message };
  }
}

function assertUsable(reply: FakeReply): void {
  if (!isRefusal(reply) || (reply.status >= 400 && reply.status <= 599)) return;
  throw new DomainError('invalid_input', `fakeModel: a refusal's status is 400 to 599, not ${reply.status}.`);
}

function refuse({ status, message, retryAfterSeconds }: FakeRefusal): Response {
  const error = {
    message: message ?? `Status ${status}, as the script says.`,
    type: 'fake_model',
    code: null,
  };
  const headers = new Headers();
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return Response.json({ error }, { status, headers });
}

/** Keeps the request's outcome. */
async function* noting(request: OpenRequest, body: AsyncGenerator<string>): AsyncGenerator<string> {
  try {
    yield* body;
    request.outcome = 'answered';
  } catch (error) {
    request.outcome = error instanceof ConnectionCut ? 'cut' : 'aborted';
    throw error;
  } finally {
    if (request.outcome === 'running') request.outcome = 'aborted';
  }
}

function bytesOf(texts: AsyncGenerator<string>, onCancel: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await texts.next();
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      onCancel();
      // One that was not begun, or waits between two tokens, ends here; one that sleeps ends by the abort.
      await texts.return(undefined).catch(() => undefined);
    },
  });
}
