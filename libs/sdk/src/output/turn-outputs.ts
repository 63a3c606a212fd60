import { MAX_STEP_BYTES, TurnEmitted } from '#libs/contracts';
import type { ConversationEventDto, TurnOutput } from '#libs/contracts';
import type { Conversation } from '#libs/conversation';
import type { LiveFrame, LivePlane } from '#libs/live';
import type { EventPublisher } from '#libs/messaging';
import { deriveId, DomainError } from '#libs/platform';
import type { Clock, Timer } from '#libs/platform';

/** Durable outputs wait this long for company, so that a short turn is one record. A turn's end waits for nothing. */
const FLUSH_MS = 50;

interface Sized {
  readonly output: TurnOutput;
  /** As JSON. */
  readonly bytes: number;
}

/**
 * Where a turn's outputs go: live frames to the screens at once, those of one tick together; durable outputs to the
 * log, one record per flush, in order.
 */
export class TurnOutputs {
  private pending = new Map<string, Sized>();
  private frames: LiveFrame[] = [];
  private timer: Timer | undefined;
  private flushes = 0;
  private written: Promise<void> = Promise.resolve();

  constructor(
    private readonly turnId: string,
    private readonly event: ConversationEventDto,
    private readonly conversation: Conversation,
    private readonly publisher: EventPublisher,
    private readonly live: LivePlane,
    private readonly clock: Clock,
  ) {}

  /** Shows a frame on the thread's screens. Best effort. */
  show(frame: LiveFrame): void {
    this.frames.push(frame);
    if (this.frames.length === 1) queueMicrotask(() => this.emitFrames());
  }

  /**
   * Makes an output durable. Of several about one step in one flush, the last counts.
   *
   * @throws DomainError `too_large` for what no record can carry
   */
  add(output: TurnOutput): void {
    const bytes = Buffer.byteLength(JSON.stringify(output));
    if (bytes > MAX_STEP_BYTES) throw tooLarge(output, bytes);
    // A Map keeps the place of a key's first value: parents stay before their children.
    this.pending.set(subjectOf(output), { output, bytes });
    this.timer ??= this.clock.after(FLUSH_MS, () => this.flush());
  }

  /** Resolves once everything added so far is acknowledged. @throws what the log says when it cannot be */
  async settle(): Promise<void> {
    this.flush();
    await this.written;
  }

  private flush(): void {
    this.timer?.cancel();
    this.timer = undefined;
    let record: TurnOutput[] = [];
    let size = 0;
    for (const { output, bytes } of this.pending.values()) {
      if (size + bytes > MAX_STEP_BYTES) {
        this.publish(record);
        [record, size] = [[], 0];
      }
      record.push(output);
      size += bytes;
    }
    if (record.length > 0) this.publish(record);
    this.pending = new Map();
  }

  private publish(outputs: TurnOutput[]): void {
    const { app, threadId, session } = this.event;
    const sequence = this.flushes++;
    const record = this.publisher.publish(
      TurnEmitted,
      {
        app,
        threadId,
        turnId: this.turnId,
        fence: this.conversation.fence,
        sequence,
        owner: session.owner,
        ...(session.user ? { userIdentifier: session.user.identifier } : {}),
        ...(session.chatProfile ? { chatProfile: session.chatProfile } : {}),
        interacted: this.conversation.interacted,
        outputs,
      },
      {
        id: deriveId(this.turnId, `emitted-${this.conversation.fence}-${sequence}`),
        causationId: this.turnId,
      },
    );
    this.written = Promise.all([this.written, record]).then(() => undefined);
    // Whoever awaits settle() sees the failure; without this line an earlier one would count as unhandled.
    this.written.catch(() => undefined);
  }

  private emitFrames(): void {
    const frames = this.frames;
    this.frames = [];
    // Live frames may be lost: the log's copy or a snapshot repairs them.
    this.live.emit(this.event.threadId, frames).catch(() => undefined);
  }
}

function tooLarge(output: TurnOutput, bytes: number): DomainError {
  const what =
    output.kind === 'step'
      ? `"${output.step.name}"`
      : output.kind === 'element'
        ? `"${output.element.name}"`
        : 'An output';
  const limit = Math.floor(MAX_STEP_BYTES / 1_000);
  return new DomainError(
    'too_large',
    `${what} has ${Math.ceil(bytes / 1_000)} KB; a message, a step or an element has ${limit} KB at the most. Nothing of it was kept.`,
  );
}

function subjectOf(output: TurnOutput): string {
  switch (output.kind) {
    case 'step':
      return output.step.id;
    case 'step-removed':
    case 'element-removed':
      return output.id;
    case 'element':
      return output.element.id;
    case 'thread-named':
      return 'thread';
  }
}
