import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { ValidationError } from 'class-validator';
import { DomainError } from '#libs/platform';
import { ClientMessageDto } from './client-message.dto.js';

/** @throws DomainError `invalid_input` naming everything that is wrong */
export function parseClientMessage(body: unknown): ClientMessageDto {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new DomainError('invalid_input', 'The message was not sent: it must be an object');
  }
  const parsed = plainToInstance(ClientMessageDto, body);
  const reasons = validateSync(parsed).flatMap(reasonsOf);
  if (reasons.length > 0)
    throw new DomainError('invalid_input', `The message was not sent: ${reasons.join('; ')}`);
  return parsed;
}

function reasonsOf(error: ValidationError): string[] {
  return [...Object.values(error.constraints ?? {}), ...(error.children ?? []).flatMap(reasonsOf)];
}
