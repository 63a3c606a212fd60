import { Controller } from '@nestjs/common';
import { ReadThread } from '#libs/contracts';
import type { ReadThreadAnswer, ReadThreadQuestion } from '#libs/contracts';
import { Answers } from '#libs/messaging';
import { ThreadsService } from './threads.service.js';

@Controller()
export class ThreadsConsumer {
  constructor(private readonly threads: ThreadsService) {}

  @Answers(ReadThread)
  async readThread({ threadId, owner }: ReadThreadQuestion): Promise<ReadThreadAnswer> {
    const thread = await this.threads.find(threadId, owner);
    return thread ? { thread } : {};
  }
}
