import { validate as isUuid } from 'uuid';
import { firstNonJson } from '#libs/contracts';
import type { ConversationEventDto, SessionDto, StepDto } from '#libs/contracts';
import type { Conversation, TurnState } from '#libs/conversation';
import type { LiveFrame } from '#libs/live';
import type { Clock } from '#libs/platform';
import { deriveId, DomainError } from '#libs/platform';
import { StreamedText } from '../output/streamed-text.js';
import type { TurnOutputs } from '../output/turn-outputs.js';
import { TurnEndedError } from './turn-errors.js';

const MAX_NAME_LENGTH = 255;
const MAX_LANGUAGE_LENGTH = 64;

/** What a step needs to be told; the turn knows the rest. */
export type NewStep = Pick<StepDto, 'type' | 'name'> & Partial<StepDto>;

/** What a turn is made of. */
export interface TurnParts {
  readonly id: string;
  readonly event: ConversationEventDto;
  /** When the event was published, in milliseconds since the epoch. */
  readonly askedAt: number;
  readonly conversation: Conversation;
  readonly outputs: TurnOutputs;
  readonly clock: Clock;
  /** The app's name as users read it: the author of its messages. */
  readonly appTitle: string;
}

/**
 * One run of a handler for one inbound event. Ids of what it shows are derived from its own id and the position, so
 * that another attempt overwrites instead of doubling.
 */
export class Turn {
  readonly id: string;
  readonly threadId: string;
  /** When its event was published, in milliseconds since the epoch. */
  readonly askedAt: number;
  readonly session: SessionDto;
  readonly state: TurnState;
  readonly appTitle: string;
  /** The run step under which the turn's messages and steps hang. */
  readonly runId: string;
  private readonly parts: TurnParts;
  private readonly abort = new AbortController();
  private readonly open = new Map<string, { step: StepDto; text: StreamedText }>();
  private position = 0;
  private closed = false;

  constructor(parts: TurnParts) {
    this.parts = parts;
    this.id = parts.id;
    this.threadId = parts.event.threadId;
    this.askedAt = parts.askedAt;
    this.session = parts.event.session;
    this.appTitle = parts.appTitle;
    this.runId = deriveId(parts.id, 'run');
    this.state = parts.conversation.begin(parts.id);
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Ends the turn from outside; `reason` is what `ctx.signal.reason` says. */
  cancel(reason: Error): void {
    this.abort.abort(reason);
  }

  /** From now on nothing of this turn is shown. */
  close(): void {
    this.closed = true;
  }

  /** ISO 8601, UTC. */
  timestamp(): string {
    return new Date(this.parts.clock.now()).toISOString();
  }

  /** A step of this turn, not shown yet. */
  newStep(given: NewStep): StepDto {
    assertStorable(given);
    const now = this.timestamp();
    const id = given.id ?? deriveId(this.id, this.position++);
    return {
      parentId: null,
      output: '',
      createdAt: now,
      start: now,
      end: null,
      streaming: false,
      isError: false,
      metadata: {},
      tags: null,
      language: null,
      ...given,
      name: given.name.slice(0, MAX_NAME_LENGTH),
      id,
      threadId: this.threadId,
    };
  }

  /** @throws TurnEndedError */
  showStep(step: StepDto, event: 'created' | 'updated', exceptSession?: string): void {
    this.assertOpen(`showing "${step.name}"`);
    this.parts.outputs.add({ kind: 'step', step: { ...step } });
    this.parts.outputs.show({
      kind: 'step',
      event,
      step: { ...step },
      ...(exceptSession ? { exceptSession } : {}),
    });
  }

  /** Shows a message whole. @throws TurnEndedError, DomainError `too_large` (then it is taken from the screens) */
  completeStep(step: StepDto, output: string, event: 'created' | 'updated'): void {
    const wasShown = this.open.delete(step.id);
    const now = step.createdAt ?? this.timestamp();
    try {
      this.showStep({ ...step, output, createdAt: now, start: now, end: now, streaming: false }, event);
    } catch (error) {
      if (wasShown && !this.closed) this.removeStep(step.id);
      throw error;
    }
  }

  /** Begins to show a message that is written piece by piece. @throws TurnEndedError */
  startText(step: StepDto): StreamedText {
    this.assertOpen('streaming a message');
    const { clock, conversation } = this.parts;
    const text = new StreamedText(step.id, conversation.fence, clock, (frame) => {
      if (!this.closed) this.showLive(frame);
    });
    this.open.set(step.id, { step, text });
    this.showLive({ kind: 'step', event: 'stream-started', step: { ...step, output: '', streaming: true } });
    return text;
  }

  /** @throws TurnEndedError */
  removeStep(id: string): void {
    this.assertOpen('removing a message');
    this.open.delete(id);
    this.parts.outputs.add({ kind: 'step-removed', id });
    this.parts.outputs.show({ kind: 'step-removed', id });
  }

  /** Completes messages that the handler began to write and did not complete. @throws DomainError `too_large` */
  completeOpenTexts(): void {
    const failures: unknown[] = [];
    for (const { step, text } of this.open.values()) {
      text.end();
      try {
        this.completeStep(step, text.content, 'updated');
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  private showLive(frame: LiveFrame): void {
    this.parts.outputs.show(frame);
  }

  private assertOpen(what: string): void {
    if (this.closed) throw new TurnEndedError(what);
  }
}

/** What is not storable would be shown and then be missing in the history. @throws DomainError `invalid_input` */
function assertStorable({ name, parentId, metadata, language }: NewStep): void {
  const offender = firstNonJson(metadata ?? {});
  if (offender) throw new DomainError('invalid_input', `"${name}": ${offender} of its metadata is not JSON`);
  if (parentId && !isUuid(parentId))
    throw new DomainError('invalid_input', `"${name}": its parentId must be the id of a step, a UUID`);
  if (language && language.length > MAX_LANGUAGE_LENGTH)
    throw new DomainError(
      'invalid_input',
      `"${name}": its language has more than ${MAX_LANGUAGE_LENGTH} characters`,
    );
}
