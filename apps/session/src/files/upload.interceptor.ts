import { Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { StorageEngine } from 'multer';
import type { Observable } from 'rxjs';
import { invalidToken } from '#libs/security';
import type { OwnedRequest } from '#libs/security';
import { refusal } from './file-refusals.js';
import { UploadsService } from './uploads.service.js';
import type { UploadPermit } from './uploads.service.js';

/** Where the permit of a request is kept from its beginning to its file. */
const PERMIT = Symbol('PERMIT');

interface UploadRequest extends OwnedRequest {
  [PERMIT]: UploadPermit;
}

/**
 * Takes the one file of a multipart request, if its sender may send it, straight into the file store: whoever may not is
 * told before anything is read. The handler gets it as `UploadedFile`.
 */
@Injectable()
export class UploadInterceptor implements NestInterceptor {
  private readonly multipart: NestInterceptor;

  constructor(private readonly uploads: UploadsService) {
    const Multipart = FileInterceptor('file', {
      storage: storageOf(uploads),
      limits: { files: 1, fields: 16, fieldSize: 1_024, parts: 17 },
      // Browsers write names in UTF-8.
      defParamCharset: 'utf8',
    });
    this.multipart = new Multipart();
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<UploadRequest>();
    if (!request.identity) throw invalidToken();
    const { session_id: sessionId, ask_parent_id: askParentId } = request.query;
    request[PERMIT] = await this.uploads.permit(
      request.identity.owner,
      typeof sessionId === 'string' ? sessionId : '',
      typeof askParentId === 'string' && askParentId !== '' ? askParentId : undefined,
    );
    try {
      return await this.multipart.intercept(context, next);
    } catch (error) {
      throw request.complete ? error : refusal.brokenOff();
    }
  }
}

function storageOf(uploads: UploadsService): StorageEngine {
  return {
    _handleFile(request, { originalname: name, mimetype: type, stream: content }, done) {
      const { [PERMIT]: permit } = request as UploadRequest;
      uploads.store(permit, { name, type, content }).then((filename) => done(null, { filename }), done);
    },
    _removeFile(request, { filename }, done) {
      const { [PERMIT]: permit } = request as UploadRequest;
      uploads.discard(permit, filename).then(() => done(null), done);
    },
  };
}
