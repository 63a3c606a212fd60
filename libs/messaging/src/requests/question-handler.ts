import type { RequestDefinition } from '#libs/contracts';
import type { Envelope } from '../envelope/envelope.js';

/** What the answering side is told besides the question. */
export interface QuestionContext {
  readonly envelope: Envelope;
  /** Until when the answer is awaited: milliseconds since the epoch. */
  readonly deadline: number;
  /** Aborts then. */
  readonly signal: AbortSignal;
}

/** Somebody who answers a request. */
export interface QuestionHandler<Q extends object = object, A extends object = object> {
  readonly request: RequestDefinition<Q, A>;
  /**
   * Answers. Another replica may be asked the same question at the same time: the first answer wins. A DomainError
   * reaches the one who asked with its code and message; any other error as `internal`.
   */
  answer(question: Q, context: QuestionContext): Promise<A> | A;
}

/** A question handler whose question and answer are typed by its request. */
export function questionHandler<Q extends object, A extends object>(
  request: RequestDefinition<Q, A>,
  answer: (question: Q, context: QuestionContext) => Promise<A> | A,
): QuestionHandler<Q, A> {
  return { request, answer };
}
