import { AppAnnounced, AppManifestDto } from '#libs/contracts';
import type { AskSpecDto, ConversationEventDto, Json, OwnerDto } from '#libs/contracts';
import { EventPublisher } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { newGuest, stepOf } from './session-service.js';

const HOUR_MS = 3_600_000;

/** A conversation as gateways keep it: a thread, and a session of its owner on it. */
export class LiveConversation {
  readonly threadId: string = crypto.randomUUID();

  constructor(
    private readonly parts: MessagingParts,
    readonly owner: OwnerDto = newGuest(),
    readonly app = 'assistant',
    readonly sessionId: string = crypto.randomUUID(),
  ) {}

  /** What every event says about it. */
  event(): ConversationEventDto {
    const { app, threadId, owner, sessionId: id } = this;
    return { app, threadId, session: { id, owner, clientType: 'webapp', language: 'en-US' } };
  }

  /** From now on the session lives, for an hour. */
  async open(): Promise<this> {
    const { sessionId, threadId, app } = this;
    const session = this.event().session as unknown as Json;
    await this.parts.live.putSession({ sessionId, threadId, app, session }, HOUR_MS);
    return this;
  }

  /** Its turn asks; resolves with the id under which answers are sent, the parent of the question. */
  async ask(spec: Partial<AskSpecDto>, change: { parentId?: string | null } = {}): Promise<string> {
    const parentId = change.parentId === undefined ? crypto.randomUUID() : change.parentId;
    const step = stepOf(this.threadId, { parentId, waitForAnswer: true });
    const complete: AskSpecDto = {
      type: 'file',
      stepId: step.id,
      deadline: this.parts.clock.now() + HOUR_MS,
      ...spec,
    };
    await this.parts.live.emit(this.threadId, [{ kind: 'ask', step, spec: complete }]);
    return parentId ?? '';
  }
}

/** An app says that it is there. */
export async function announce(parts: MessagingParts, change: Partial<AppManifestDto> = {}): Promise<void> {
  const manifest = Object.assign(new AppManifestDto(), {
    app: 'assistant',
    version: crypto.randomUUID(),
    ui: { name: 'Assistant', description: '', cot: 'full' },
    profiles: [],
    starters: [],
    ...change,
  });
  await new EventPublisher(parts).publish(AppAnnounced, manifest);
}
