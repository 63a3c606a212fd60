import type { AddressInfo } from 'node:net';
import { TurnEmittedDto } from '#libs/contracts';
import type { OwnerDto, StepDto, TurnOutput } from '#libs/contracts';
import { closeMessaging, openMessaging } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { startSession } from '../../../apps/session/src/start-session.js';
import { openTestDatabase } from '../database/test-database.js';
import type { TestDatabase } from '../database/test-database.js';

/** The session service on an embedded database and the in-process bus, listening for HTTP. */
export class SessionServiceUnderTest {
  private constructor(
    readonly database: TestDatabase,
    readonly parts: MessagingParts,
    readonly service: Service,
    private readonly address: string,
  ) {}

  /** @param reach another address of the database, for a test that wants to stand between */
  static async start(
    reach = (url: string): string | Promise<string> => url,
  ): Promise<SessionServiceUnderTest> {
    const [database, parts] = await Promise.all([openTestDatabase(), openMessaging('session-test')]);
    const service = await startSession(parts, {
      signIn: 'off',
      publicUrl: 'http://localhost:8000',
      authUrl: 'http://localhost:1',
      databaseUrl: await reach(database.url),
    });
    await service.app.listen(0, '127.0.0.1');
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    return new SessionServiceUnderTest(database, parts, service, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await closeMessaging(this.parts);
    await this.database.drop();
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
