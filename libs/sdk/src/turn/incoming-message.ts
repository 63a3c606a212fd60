import type { JsonObject, StepDto } from '#libs/contracts';
import type { UploadedFile } from '../elements/uploaded-file.js';

/** A message from the user. */
export interface IncomingMessage {
  readonly id: string;
  readonly content: string;
  /** The command the user picked, or the starter's. */
  readonly command?: string;
  /** ISO 8601, UTC: when the gateway took it. */
  readonly createdAt: string;
  readonly metadata: JsonObject;
  /** What was sent with it. */
  readonly files: readonly UploadedFile[];
}

/** The message that a step of type `user_message` says. */
export function incomingMessageOf(step: StepDto, files: readonly UploadedFile[] = []): IncomingMessage {
  return {
    id: step.id,
    content: step.output,
    ...(step.command ? { command: step.command } : {}),
    createdAt: step.createdAt ?? '',
    metadata: step.metadata,
    files,
  };
}
