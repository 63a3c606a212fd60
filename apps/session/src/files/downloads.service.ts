import { Inject, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { OwnerDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { ByteRange, FileStore, StoredFile } from '#libs/files';
import { ThreadsService } from '../threads/threads.service.js';
import { FILE_STORE } from './file-store.token.js';
import { refusal } from './file-refusals.js';
import { LiveSessions } from './live-sessions.service.js';
import type { Readable } from 'node:stream';

/** By which right a file is asked for: the caller's own session, or own thread. */
export interface FilePlace {
  readonly sessionId?: string | undefined;
  readonly threadId?: string | undefined;
}

/** A file that its owner may have. */
export interface OwnFile extends StoredFile {
  read(range?: ByteRange): Promise<Readable>;
}

/** Files of conversations, for their owners. */
@Injectable()
export class DownloadsService {
  constructor(
    @Inject(FILE_STORE) private readonly files: FileStore,
    private readonly sessions: LiveSessions,
    private readonly threads: ThreadsService,
  ) {}

  /** @throws HttpException with the statuses and words of route 26 */
  async find(owner: OwnerDto, fileId: string, place: FilePlace): Promise<OwnFile> {
    const threadId = await this.threadOf(owner, place);
    if (!isUUID(fileId)) throw refusal.fileNotFound();
    const key = fileKey(threadId, fileId);
    const stored = await this.files.describe(key);
    if (!stored) throw refusal.fileNotFound();
    return { ...stored, read: (range) => this.files.read(key, range) };
  }

  private async threadOf(owner: OwnerDto, { sessionId, threadId }: FilePlace): Promise<string> {
    if (sessionId !== undefined) {
      const session = await this.sessions.find(sessionId, owner);
      if (!session) throw refusal.unauthorized();
      if (!session.isOwn) throw refusal.notYourFile();
      return session.threadId;
    }
    if (threadId === undefined) throw refusal.unauthorized();
    const isOwn = isUUID(threadId) && (await this.threads.isOwn(threadId, owner));
    if (!isOwn) throw refusal.fileNotFound();
    return threadId;
  }
}
