import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { InvalidRecord, PayloadReader } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { ClientMessageDto } from './client-message.dto.js';

/** Twice as fast as class-validator on what is valid, which is asked only for the words about what is not. */
const payloads = new PayloadReader();

/** @throws DomainError `invalid_input` naming everything that is wrong */
export function parseClientMessage(body: unknown): ClientMessageDto {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid_input', 'The message was not sent: it must be an object');
  }
  try {
    return payloads.read(ClientMessageDto, body);
  } catch (error) {
    if (!(error instanceof InvalidRecord)) throw error;
    const reasons = validateSync(plainToInstance(ClientMessageDto, body)).flatMap(reasonsOf);
    throw new DomainError('invalid_input', `The message was not sent: ${reasons.join('; ')}`);
  }
}

function reasonsOf(error: ValidationError): string[] {
  return [...Object.values(error.constraints ?? {}), ...(error.children ?? []).flatMap(reasonsOf)];
}
