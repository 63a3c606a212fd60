import { IsBoolean, IsUUID } from 'class-validator';
import type { AskSpecDto, JsonObject } from '#libs/contracts';
import { firstNonJson } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { ClientStepDto, FileReferenceDto } from './client-message.dto.js';
import { parseSent } from './parse-client-message.js';

/** What a client answered (wire protocol §6.11): an answer as events carry it, but for the step of a text. */
export type ClientAnswer =
  | { readonly kind: 'text'; readonly sent: ClientStepDto }
  | { readonly kind: 'file'; readonly files: string[] }
  | { readonly kind: 'action'; readonly actionId: string }
  | { readonly kind: 'element'; readonly submitted: boolean; readonly props: JsonObject };

const NOT_TAKEN = 'The answer was not taken';

class ClientActionDto {
  @IsUUID()
  id: string;
}

class ClientElementDto {
  @IsBoolean()
  submitted: boolean;
}

/** @throws DomainError `invalid_input` with why it is no answer to what was asked */
export function parseClientAnswer(spec: AskSpecDto, given: unknown): ClientAnswer {
  switch (spec.type) {
    case 'text':
      return { kind: 'text', sent: textIn(given) };
    case 'file':
      return { kind: 'file', files: filesIn(spec, given) };
    case 'action':
      return { kind: 'action', actionId: actionIn(spec, given) };
    case 'element':
      return elementIn(given);
  }
}

function textIn(given: unknown): ClientStepDto {
  const sent = parseSent(ClientStepDto, given, NOT_TAKEN);
  if (sent.output === '') throw notTaken('its output must not be empty');
  return sent;
}

function filesIn({ maxFiles }: AskSpecDto, given: unknown): string[] {
  if (!Array.isArray(given) || given.length === 0) throw notTaken('it must be a list of files');
  if (maxFiles !== undefined && given.length > maxFiles)
    throw notTaken(`it must name at most ${maxFiles} ${maxFiles === 1 ? 'file' : 'files'}`);
  return [...new Set(given.map((file) => parseSent(FileReferenceDto, file, NOT_TAKEN).id))];
}

function actionIn({ keys }: AskSpecDto, given: unknown): string {
  const { id } = parseSent(ClientActionDto, given, NOT_TAKEN);
  if (keys && !keys.includes(id)) throw notTaken('it must be one of the actions to choose from');
  return id;
}

function elementIn(given: unknown): ClientAnswer {
  const { submitted } = parseSent(ClientElementDto, given, NOT_TAKEN);
  // It is an object, or it would not have been read.
  const { submitted: _, ...props } = given as JsonObject;
  const offender = firstNonJson(props);
  if (offender) throw notTaken(`${offender} must be JSON`);
  return { kind: 'element', submitted, props };
}

function notTaken(reason: string): DomainError {
  return new DomainError('invalid_input', `${NOT_TAKEN}: ${reason}`);
}
