import type { ValidationError } from 'class-validator';
import type { PayloadClass } from '#libs/contracts';
import { InvalidRecord, PayloadReader } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { ClientMessageDto } from './client-message.dto.js';

/** Twice as fast as class-validator on what is valid, which is asked only for the words about what is not. */
const payloads = new PayloadReader();

/** @throws DomainError `invalid_input` naming everything that is wrong */
export function parseClientMessage(body: unknown): ClientMessageDto {
  const message = parseSent(ClientMessageDto, body, 'The message was not sent');
  if (message.message.output === '' && !message.fileReferences?.length)
    throw new DomainError('invalid_input', 'The message was not sent: its output must not be empty');
  return message;
}

/**
 * Reads what a client sent.
 *
 * @param outcome what became of it when it is not valid, for the user
 * @throws DomainError `invalid_input` naming everything that is wrong
 */
export function parseSent<T extends object>(kind: PayloadClass<T>, sent: unknown, outcome: string): T {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw new DomainError('invalid_input', `${outcome}: it must be an object`);
  try {
    return payloads.read(kind, sent);
  } catch (error) {
    if (!(error instanceof InvalidRecord)) throw error;
    const reasons = new Set(error.errors.flatMap(reasonsOf));
    throw new DomainError('invalid_input', `${outcome}: ${[...reasons].join('; ') || error.message}`);
  }
}

function reasonsOf(error: ValidationError): string[] {
  return [...Object.values(error.constraints ?? {}), ...(error.children ?? []).flatMap(reasonsOf)];
}
