import { Inject, Injectable } from '@nestjs/common';
import type { OwnerDto } from '#libs/contracts';
import { acceptedFilesInWords, isAcceptedFile } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { AppsRegistry } from '../apps/apps.registry.js';
import { storableText } from '#libs/persistence';
import { FILE_STORE } from './file-store.token.js';
import { refusal } from './file-refusals.js';
import { LiveSessions } from './live-sessions.service.js';
import { peek } from './peek.js';
import { sniffType, SNIFFED_BYTES } from './sniff-type.js';
import { uploadRules } from './upload-rules.js';
import type { UploadRules } from './upload-rules.js';

/** An element carries a file's name. */
const LONGEST_NAME = 255;

/** Where a file may go, and which may. */
export interface UploadPermit {
  readonly threadId: string;
  readonly rules: UploadRules;
}

/** A file as it comes in. */
export interface IncomingFile {
  readonly name: string;
  /** Its MIME type, as its sender says. */
  readonly type: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Files that users send: answers to a question for files, or of their own accord. */
@Injectable()
export class UploadsService {
  constructor(
    @Inject(MESSAGING_PARTS) private readonly parts: MessagingParts,
    @Inject(FILE_STORE) private readonly files: FileStore,
    private readonly sessions: LiveSessions,
    private readonly apps: AppsRegistry,
  ) {}

  /**
   * Whether the owner may send a file in this session now.
   *
   * @param askParentId the parent of the message that asks for files
   * @throws HttpException with the statuses and words of route 25
   */
  async permit(owner: OwnerDto, sessionId: string, askParentId: string | undefined): Promise<UploadPermit> {
    const session = await this.sessions.find(sessionId, owner);
    if (!session) throw refusal.sessionNotFound();
    if (!session.isOwn) throw refusal.notYourSession();
    const { threadId, app } = session;
    const { ask } = await this.parts.live.snapshot(threadId);
    const isAsked = ask?.spec.type === 'file' && (!askParentId || ask.step.parentId === askParentId);
    if (isAsked) return { threadId, rules: uploadRules(ask.spec) };
    if (askParentId) throw refusal.askNotFound();
    const feature = this.apps.find(app)?.features.spontaneousFileUpload;
    if (!feature?.enabled) throw refusal.notEnabled();
    return { threadId, rules: uploadRules(feature) };
  }

  /**
   * Stores a file as it comes in, whole or nothing of it.
   *
   * @returns its id in the thread
   * @throws HttpException with the statuses and words of route 25
   */
  async store({ threadId, rules }: UploadPermit, file: IncomingFile): Promise<string> {
    const name = storableText(file.name);
    if (name.length > LONGEST_NAME) throw refusal.name(LONGEST_NAME);
    const { head, whole } = await peek(file.content, SNIFFED_BYTES);
    const { types, lie } = await sniffType(name, file.type, head);
    if (lie) throw refusal.type(`${name} ${lie}`);
    if (!isAcceptedFile(rules.accept, name, types))
      throw refusal.type(`${name} is ${types[0]}; allowed are ${acceptedFilesInWords(rules.accept)}`);
    const id = this.parts.ids.next();
    try {
      await this.files.put(fileKey(threadId, id), whole, { name, type: types[0] }, rules);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'too_large')
        throw refusal.size(`${name} has more than ${rules.maxMb} MB`);
      throw error;
    }
    return id;
  }

  /** Removes a file that was stored with a request that failed after all. */
  async discard({ threadId }: UploadPermit, id: string): Promise<void> {
    await this.files.remove(fileKey(threadId, id));
  }
}
