import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TurnEmittedDto } from '#libs/contracts';
import type { ElementDto, OwnerDto, StepDto, TurnOutput } from '#libs/contracts';
import { openFileStore } from '#libs/files';
import { closeMessaging, openMessaging } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { systemClock } from '#libs/platform';
import type { Clock } from '#libs/platform';
import type { SessionOptions } from '../../../apps/session/src/session.options.js';
import { startSession } from '../../../apps/session/src/start-session.js';
import { openTestDatabase } from '../database/test-database.js';
import type { TestDatabase } from '../database/test-database.js';

/** What `SESSION_TIMEOUT` is in tests. */
export const SESSION_TIMEOUT_SECONDS = 3_600;

/** What a test has to say about the service. */
export interface SessionServiceUse {
  /** Another address of the database, for a test that wants to stand between. */
  readonly reach?: (url: string) => string | Promise<string>;
  /** Its time, instead of the machine's. */
  readonly clock?: Clock;
}

/** The session service on an embedded database, a folder and the in-process bus, listening for HTTP. */
export class SessionServiceUnderTest {
  private constructor(
    readonly database: TestDatabase,
    readonly parts: MessagingParts,
    readonly service: Service,
    /** The folder that files are kept in. */
    readonly folder: string,
    private readonly options: SessionOptions,
  ) {}

  static async start({
    reach = (url) => url,
    clock = systemClock,
  }: SessionServiceUse = {}): Promise<SessionServiceUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'heddle-files-'));
    const [database, messaging, files] = await Promise.all([
      openTestDatabase(),
      openMessaging('session-test'),
      openFileStore({ folder }),
    ]);
    const parts = { ...messaging, clock };
    const options: SessionOptions = {
      signIn: 'off',
      publicUrl: 'http://localhost:8000',
      authUrl: 'http://localhost:1',
      databaseUrl: await reach(database.url),
      files,
      sessionTimeoutSeconds: SESSION_TIMEOUT_SECONDS,
    };
    const service = await startSession(parts, options);
    await service.app.listen(0, '127.0.0.1');
    return new SessionServiceUnderTest(database, parts, service, folder, options);
  }

  /** One more replica, on the same parts. The caller's to stop. */
  startReplica(change: Partial<MessagingParts> = {}): Promise<Service> {
    return startSession({ ...this.parts, instanceId: crypto.randomUUID(), ...change }, this.options);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await closeMessaging(this.parts);
    await this.database.drop();
    await rm(this.folder, { recursive: true });
  }

  /** Where it listens. */
  get address(): string {
    const { port } = this.service.app.getHttpServer().address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** As browsers fetch it: what the service answers this guest, whole. */
  fetch(owner: OwnerDto, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { cookie: `heddle_guest=${owner.guestId}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.address}${path}`, { ...init, headers });
  }

  /** What the service answers this guest, who GETs, or POSTs a body, unless said otherwise. */
  async request(
    owner: OwnerDto,
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${this.address}${path}`, {
      method,
      headers: { cookie: `heddle_guest=${owner.guestId}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: await response.json() };
  }
}

/** A form with one file, as browsers send it. */
export function formWith(name: string, type: string, content: string | Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData();
  form.append('file', new File([content], name, { type }));
  return form;
}

/** A guest nobody has seen before. */
export function newGuest(): OwnerDto {
  return { tenantId: 'default', guestId: crypto.randomUUID() };
}

/** A step of a thread, as a turn emits it. */
export function stepOf(threadId: string, change: Partial<StepDto> = {}): StepDto {
  return {
    id: crypto.randomUUID(),
    threadId,
    parentId: null,
    name: 'Assistant',
    type: 'assistant_message',
    output: 'Hello.',
    createdAt: '2026-11-23T00:46:50.363Z',
    start: '2026-11-23T00:46:50.363Z',
    end: '2026-11-23T00:46:50.363Z',
    streaming: false,
    isError: false,
    metadata: {},
    ...change,
  };
}

/** An element of a thread, as a turn emits it. */
export function elementOf(threadId: string, change: Partial<ElementDto> = {}): ElementDto {
  return {
    id: crypto.randomUUID(),
    threadId,
    forId: crypto.randomUUID(),
    type: 'image',
    name: 'a.png',
    display: 'inline',
    url: null,
    chainlitKey: null,
    ...change,
  };
}

/** A record of a turn in which the user has said something. */
export function turnOf(
  owner: OwnerDto,
  threadId: string,
  outputs: (TurnOutput | StepDto)[],
  change: Partial<TurnEmittedDto> = {},
): TurnEmittedDto {
  return Object.assign(new TurnEmittedDto(), {
    app: 'assistant',
    threadId,
    turnId: crypto.randomUUID(),
    fence: 1,
    sequence: 0,
    owner,
    interacted: true,
    outputs: outputs.map((output) => ('kind' in output ? output : { kind: 'step' as const, step: output })),
    ...change,
  });
}
