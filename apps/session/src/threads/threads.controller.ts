import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { OwnerDto, ThreadDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { CurrentOwner } from '#libs/security';
import { ListThreadsDto } from './list-threads.dto.js';
import type { ThreadPage } from './thread-page.js';
import { ThreadsService } from './threads.service.js';

@Controller('project')
export class ThreadsController {
  constructor(private readonly threads: ThreadsService) {}

  @Post('threads')
  @HttpCode(200)
  listThreads(@CurrentOwner() owner: OwnerDto, @Body() question: ListThreadsDto): Promise<ThreadPage> {
    return this.threads.list(owner, question);
  }

  @Get('thread/:id')
  async readThread(@CurrentOwner() owner: OwnerDto, @Param('id') id: string): Promise<ThreadDto> {
    const thread = isUUID(id) ? await this.threads.find(id, owner) : undefined;
    if (!thread) throw new DomainError('not_found', 'Thread not found');
    return thread;
  }
}
