import type { AcceptedFiles, AskAnswer } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { elementOfFile, uploadedFiles } from '../elements/uploaded-file.js';
import type { UploadedFile } from '../elements/uploaded-file.js';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import { AskMessage } from './ask-message.js';
import type { AskOptions } from './ask-message.js';

/** What a question for files may be told. */
export interface AskFileOptions extends AskOptions {
  /** MIME types, or patterns such as `image/*`; as a map, each with the file extensions that go with it. */
  readonly accept: AcceptedFiles;
  /** MiB of each file at the most; 2 unless given. */
  readonly maxSizeMb?: number;
  /** 1 unless given. */
  readonly maxFiles?: number;
}

/** Asks for files. The deployment refuses what is not accepted before it gets here. */
export class AskFileMessage extends AskMessage<UploadedFile[]> {
  private readonly accept: AcceptedFiles;
  private readonly maxSizeMb: number;
  private readonly maxFiles: number;

  /** `timeout` is 90 seconds unless given. @throws DomainError `invalid_input` for limits that are none */
  constructor(options: AskFileOptions, turn: Turn = currentTurn('new AskFileMessage()')) {
    super(options, 90, turn);
    const { accept, maxSizeMb = 2, maxFiles = 1 } = options;
    const types = isList(accept) ? accept : Object.keys(accept ?? {});
    if (types.length === 0 || types.some((type) => typeof type !== 'string' || !type.includes('/')))
      throw refused(
        "accept must be a list of MIME types, such as ['text/plain', 'image/*'], or an object of them",
      );
    if (!(Number.isFinite(maxSizeMb) && maxSizeMb > 0)) throw refused('maxSizeMb must be above 0');
    if (!(Number.isInteger(maxFiles) && maxFiles > 0)) throw refused('maxFiles must be 1 or more');
    this.accept = accept;
    this.maxSizeMb = maxSizeMb;
    this.maxFiles = maxFiles;
  }

  protected spec(): { type: 'file'; accept: AcceptedFiles; maxSizeMb: number; maxFiles: number } {
    const { accept, maxSizeMb, maxFiles } = this;
    return { type: 'file', accept, maxSizeMb, maxFiles };
  }

  protected async read(answer: AskAnswer): Promise<UploadedFile[] | null> {
    if (answer.kind !== 'file') return null;
    const { turn, id } = this;
    const files = await uploadedFiles(turn.files, turn.threadId, answer.files);
    for (const file of files) turn.showElement(elementOfFile(file, turn.threadId, id));
    return files;
  }
}

function isList(accept: AcceptedFiles): accept is readonly string[] {
  return Array.isArray(accept);
}

function refused(why: string): DomainError {
  return new DomainError('invalid_input', `AskFileMessage: ${why}.`);
}
