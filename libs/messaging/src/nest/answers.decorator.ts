import { MessagePattern } from '@nestjs/microservices';
import type { RequestDefinition } from '#libs/contracts';
import type { QuestionContext } from '../requests/question-handler.js';
import type { DecoratorOf } from './handler-decorator.js';
import { handlerDecorator } from './handler-decorator.js';
import { QUESTIONS_TRANSPORT } from './transport-ids.js';

/**
 * Lets the controller's method answer this request. A DomainError it throws reaches the one who asked with its code
 * and message.
 */
export function Answers<Q extends object, A extends object>(
  request: RequestDefinition<Q, A>,
): DecoratorOf<(question: Q, context: QuestionContext) => Promise<A> | A> {
  const pattern: MethodDecorator = MessagePattern(request.name, QUESTIONS_TRANSPORT, { request });
  return handlerDecorator(pattern) as DecoratorOf<(question: Q, context: QuestionContext) => Promise<A> | A>;
}
