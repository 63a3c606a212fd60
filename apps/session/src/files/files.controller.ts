import { Readable } from 'node:stream';
import {
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { OwnerDto } from '#libs/contracts';
import { CurrentOwner } from '#libs/security';
import { DownloadQuery } from './download.query.js';
import { DownloadsService } from './downloads.service.js';
import { refusal } from './file-refusals.js';
import { describeFile, rangeOf } from './file-response.js';
import { UploadInterceptor } from './upload.interceptor.js';

@ApiTags('files')
@Controller('project/file')
export class FilesController {
  constructor(private readonly downloads: DownloadsService) {}

  /**
   * Route 25 of the wire protocol: stores the multipart field `file` of the session `session_id`'s thread. With
   * `ask_parent_id`, or while a question for files waits, the question says which files are taken; else the app does.
   * 404 `Session not found`; 404 `Parent message not found` when nobody asks there; 401 for somebody else's session; 400
   * `File upload is not enabled`, `File type not allowed: …` (also when name or declared type lie about the content),
   * `File size too large: …`; 422 for a request without a file. Nothing is kept of what is refused or breaks off.
   */
  @Post()
  @HttpCode(200)
  @ApiConsumes('multipart/form-data')
  @UseInterceptors(UploadInterceptor)
  uploadFile(@UploadedFile() file: Express.Multer.File | undefined): { id: string } {
    if (!file) throw refusal.noFile();
    return { id: file.filename };
  }

  /**
   * Route 26 of the wire protocol: a file of the thread of the caller's own session `session_id`, or of the caller's own
   * thread `thread_id`; all of it, or with 206 the bytes of a `Range`. 401 `Unauthorized` when no such session lives; 401
   * for somebody else's session; 404 `File not found`, also in a thread that is somebody else's or unknown; 416 for bytes
   * that it does not have.
   */
  @Get(':id')
  async downloadFile(
    @CurrentOwner() owner: OwnerDto,
    @Param('id') id: string,
    @Query() { session_id: sessionId, thread_id: threadId }: DownloadQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const file = await this.downloads.find(owner, id, { sessionId, threadId });
    const range = rangeOf(request, response, file);
    describeFile(response, file);
    const content = request.method === 'HEAD' ? Readable.from([]) : await file.read(range);
    return new StreamableFile(content, {
      type: file.type,
      length: range ? range.end - range.start + 1 : file.size,
    });
  }
}
