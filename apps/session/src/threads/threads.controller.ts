import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { OwnerDto, ThreadDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { CurrentOwner } from '#libs/security';
import { DeleteThreadDto } from './delete-thread.dto.js';
import { ListThreadsDto } from './list-threads.dto.js';
import { RenameThreadDto } from './rename-thread.dto.js';
import type { ThreadPage } from './thread-page.js';
import { ThreadsService } from './threads.service.js';

@ApiTags('threads')
@Controller('project')
export class ThreadsController {
  constructor(private readonly threads: ThreadsService) {}

  /** Route 15 of the wire protocol: a page of the caller's threads, newest activity first. 422 for a body that does not fit. */
  @Post('threads')
  @HttpCode(200)
  listThreads(@CurrentOwner() owner: OwnerDto, @Body() question: ListThreadsDto): Promise<ThreadPage> {
    return this.threads.list(owner, question);
  }

  /** Route 16 of the wire protocol: a whole thread. 404 for one that is unknown, deleted or somebody else's. */
  @Get('thread/:id')
  async readThread(@CurrentOwner() owner: OwnerDto, @Param('id') id: string): Promise<ThreadDto> {
    const thread = isUUID(id) ? await this.threads.find(id, owner) : undefined;
    if (!thread) throw notFound();
    return thread;
  }

  /** Route 17 of the wire protocol: the name stays, whatever the app calls the thread. 404 as for reading it, 422 for no name. */
  @Put('thread')
  async renameThread(
    @CurrentOwner() owner: OwnerDto,
    @Body() { threadId, name }: RenameThreadDto,
  ): Promise<{ success: true }> {
    if (!(await this.threads.rename(threadId, owner, name))) throw notFound();
    return { success: true };
  }

  /** Route 18 of the wire protocol: the thread is gone for good, and its id with it. 404 as for reading it. */
  @Delete('thread')
  async deleteThread(
    @CurrentOwner() owner: OwnerDto,
    @Body() { threadId }: DeleteThreadDto,
  ): Promise<{ success: true }> {
    if (!(await this.threads.delete(threadId, owner))) throw notFound();
    return { success: true };
  }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'Thread not found');
}
