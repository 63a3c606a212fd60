import type { RequestDefinition } from '#libs/contracts';
import { PARTITIONS_PER_TOPIC } from '#libs/contracts';
import type { Unsubscribe } from '#libs/live';
import { replyChannel } from '#libs/live';
import { DomainError } from '#libs/platform';
import type { Timer } from '#libs/platform';
import { encodeEnvelope } from '../envelope/envelope.js';
import { InvalidRecord } from '../envelope/invalid-record.error.js';
import { PayloadReader } from '../envelope/payload-reader.js';
import type { OutgoingRecord } from '../log-transport.port.js';
import type { MessagingParts } from '../messaging-parts.js';
import { KnownTopics } from '../topics/known-topics.js';
import { questionTopicOf, questionTopicSpec } from '../topics/topic-specs.js';
import { QUESTION_HEADERS } from './question-headers.js';
import type { Reply } from './reply.js';
import { parseReply, restoreError } from './reply.js';

/** How a request is put. */
export interface AskOptions {
  /** Whose workers are asked. Needed by requests to `app`, of no use to others. */
  readonly app?: string;
  /** How long to wait; the request's own deadline when left out. */
  readonly deadlineMs?: number;
}

/** A question that is waiting for its answer. */
interface Pending {
  settle(outcome: { readonly reply: Reply } | { readonly error: DomainError }): void;
}

/** Puts requests to other services and to apps' workers. */
export class RequestClient {
  private readonly topics: KnownTopics;
  private readonly payloads = new PayloadReader();
  private readonly pending = new Map<string, Pending>();
  private listening: Promise<Unsubscribe> | undefined;

  constructor(private readonly parts: MessagingParts) {
    this.topics = new KnownTopics(parts.log);
  }

  /**
   * Asks any one replica and resolves with its validated answer. Half-way to the deadline the question is put once
   * more, to another partition: it may be answered twice, and the first answer counts.
   *
   * @throws DomainError what the answering side threw; `timeout` when nobody answered in time; `unavailable` when
   *   the question could not be put; `internal` when the answer is not valid
   */
  async ask<Q extends object, A extends object>(
    request: RequestDefinition<Q, A>,
    question: Q,
    options: AskOptions = {},
  ): Promise<A> {
    const topic = questionTopicOf(request, options.app);
    if (topic === undefined) throw new DomainError('internal', `The request ${request.name} needs an app.`);
    const deadlineMs = options.deadlineMs ?? request.deadlineMs;
    const { clock, ids } = this.parts;
    const now = clock.now();
    const time = new Date(now).toISOString();
    const id = ids.next();
    const envelope = { id, type: request.name, version: request.version, time, key: null, data: question };
    const reply = await this.exchange(
      {
        topic,
        value: encodeEnvelope(envelope),
        headers: {
          [QUESTION_HEADERS.replyTo]: replyChannel(this.parts.instanceId),
          [QUESTION_HEADERS.deadline]: String(now + deadlineMs),
        },
      },
      { id, deadlineMs, name: request.name },
    );
    if (reply.error) throw restoreError(reply.error);
    return this.readAnswer(request, reply.data);
  }

  /** Stops listening for answers. */
  async close(): Promise<void> {
    const listening = this.listening;
    this.listening = undefined;
    if (listening) await (await listening)();
  }

  private exchange(
    record: Omit<OutgoingRecord, 'partition'>,
    { id, deadlineMs, name }: { readonly id: string; readonly deadlineMs: number; readonly name: string },
  ): Promise<Reply> {
    const { clock, random } = this.parts;
    const first = Math.floor(random.next() * PARTITIONS_PER_TOPIC);
    const step = 1 + Math.floor(random.next() * (PARTITIONS_PER_TOPIC - 1));
    const second = (first + step) % PARTITIONS_PER_TOPIC;
    return new Promise((resolve, reject) => {
      const timers: Timer[] = [];
      let failure = new DomainError(
        'timeout',
        `The request ${name} was not answered within ${deadlineMs} ms.`,
      );
      const settle: Pending['settle'] = (outcome) => {
        if (!this.pending.delete(id)) return;
        for (const timer of timers) timer.cancel();
        if ('reply' in outcome) resolve(outcome.reply);
        else reject(outcome.error);
      };
      const put = (partition: number): void => {
        this.put({ ...record, partition }).catch((error: unknown) => {
          const reason = unavailable(name, error);
          if (reason.code === 'unavailable') failure = reason;
          else settle({ error: reason });
        });
      };
      this.pending.set(id, { settle });
      timers.push(
        clock.after(deadlineMs / 2, () => put(second)),
        clock.after(deadlineMs, () => settle({ error: failure })),
      );
      put(first);
    });
  }

  private async put(record: OutgoingRecord): Promise<void> {
    await this.listen();
    await this.topics.ensure(questionTopicSpec(record.topic));
    await this.parts.log.append(record);
  }

  private listen(): Promise<Unsubscribe> {
    if (this.listening) return this.listening;
    const channel = replyChannel(this.parts.instanceId);
    const listening = this.parts.live.subscribe(channel, (message) => this.onReply(message));
    this.listening = listening;
    listening.catch(() => (this.listening = undefined));
    return listening;
  }

  private readAnswer<Q extends object, A extends object>(request: RequestDefinition<Q, A>, data: unknown): A {
    try {
      return this.payloads.read(request.answer, data);
    } catch (error) {
      if (!(error instanceof InvalidRecord)) throw error;
      throw new DomainError('internal', `The answer to ${request.name} is not valid: ${error.message}`);
    }
  }

  /** Answers that come late or twice find nobody waiting. */
  private onReply(message: string): void {
    const reply = parseReply(message);
    if (reply) this.pending.get(reply.id)?.settle({ reply });
  }
}

function unavailable(name: string, error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  return new DomainError('unavailable', `The request ${name} could not be put.`, { cause: error });
}
