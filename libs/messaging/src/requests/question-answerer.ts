import { DomainError } from '#libs/platform';
import type { Work } from '../dispatch/work.js';
import type { Envelope, SealedEnvelope } from '../envelope/envelope.js';
import { decodeEnvelope } from '../envelope/envelope.js';
import { InvalidRecord } from '../envelope/invalid-record.error.js';
import { PayloadReader } from '../envelope/payload-reader.js';
import type { IncomingRecord } from '../log-transport.port.js';
import type { MessagingParts } from '../messaging-parts.js';
import { QUESTION_HEADERS } from './question-headers.js';
import type { QuestionHandler } from './question-handler.js';
import type { Reply } from './reply.js';
import { describeError } from './reply.js';

/** Answers the questions that reach one member, on the live plane. A question is done whatever became of it. */
export class QuestionAnswerer {
  /** Questions nobody waited for any more when their turn came. */
  expired = 0;
  private readonly handlers: ReadonlyMap<string, QuestionHandler>;
  private readonly payloads = new PayloadReader();

  constructor(
    private readonly parts: Pick<MessagingParts, 'clock' | 'live' | 'logger'>,
    handlers: readonly QuestionHandler[],
  ) {
    this.handlers = new Map(handlers.map((handler) => [handler.request.name, handler]));
  }

  /**
   * The work in a question's record. A request or a version that this replica does not know is left to others: the
   * one who asked tries another partition.
   *
   * @throws InvalidRecord when it is no question
   */
  findWork(record: IncomingRecord): Work | undefined {
    const replyTo = record.headers[QUESTION_HEADERS.replyTo];
    const deadline = Number(record.headers[QUESTION_HEADERS.deadline]);
    if (!replyTo || !Number.isFinite(deadline))
      throw new InvalidRecord(
        'The question does not say where its answer goes and until when it is awaited.',
      );
    if (this.isOver(deadline)) return undefined;
    const { data, ...envelope } = decodeEnvelope(record.value);
    const handler = this.handlers.get(envelope.type);
    if (!handler || handler.request.version !== envelope.version) return undefined;
    return {
      lane: 'questions',
      run: async () => {
        if (this.isOver(deadline)) return;
        const reply = await this.reply(handler, envelope, data, deadline);
        if (reply) await this.send(replyTo, reply, envelope);
      },
    };
  }

  private isOver(deadline: number): boolean {
    if (this.parts.clock.now() < deadline) return false;
    this.expired += 1;
    return true;
  }

  private async reply(
    handler: QuestionHandler,
    envelope: Envelope,
    data: SealedEnvelope['data'],
    deadline: number,
  ): Promise<Reply | undefined> {
    const over = new AbortController();
    const timer = this.parts.clock.after(deadline - this.parts.clock.now(), () => over.abort());
    try {
      const question = this.read(handler, data);
      const answer = await handler.answer(question, { envelope, deadline, signal: over.signal });
      return over.signal.aborted ? undefined : { id: envelope.id, data: answer };
    } catch (error) {
      if (!(error instanceof DomainError))
        this.parts.logger.error(
          `${envelope.type} failed: ${String(error)}`,
          error instanceof Error ? error.stack : undefined,
        );
      return { id: envelope.id, error: describeError(error, envelope.type) };
    } finally {
      timer.cancel();
    }
  }

  private read(handler: QuestionHandler, data: unknown): object {
    try {
      return this.payloads.read(handler.request.question, data);
    } catch (error) {
      if (error instanceof InvalidRecord) throw new DomainError('invalid_input', error.message);
      throw error;
    }
  }

  /** An answer that cannot be handed over is lost: the one who asked tries again or runs out of time. */
  private async send(replyTo: string, reply: Reply, envelope: Envelope): Promise<void> {
    try {
      await this.parts.live.publish(replyTo, JSON.stringify(reply));
    } catch (error) {
      this.parts.logger.warn(`the answer to ${envelope.type} could not be sent: ${String(error)}`);
    }
  }
}
