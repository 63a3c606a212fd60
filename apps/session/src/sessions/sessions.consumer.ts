import { Controller } from '@nestjs/common';
import { OpenSession, SessionCleared, SessionConnected, SessionDisconnected } from '#libs/contracts';
import type {
  OpenSessionAnswer,
  OpenSessionQuestion,
  SessionClearedDto,
  SessionConnectedDto,
  SessionDisconnectedDto,
} from '#libs/contracts';
import { Answers, OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { EndsService } from './ends.service.js';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsConsumer {
  constructor(
    private readonly sessions: SessionsService,
    private readonly ends: EndsService,
  ) {}

  @Answers(OpenSession)
  openSession(question: OpenSessionQuestion): Promise<OpenSessionAnswer> {
    return this.sessions.open(question);
  }

  @OnEvent(SessionConnected)
  onSessionConnected(event: SessionConnectedDto, { envelope }: EventContext): Promise<void> {
    return this.sessions.setState('connected', event, envelope.time);
  }

  @OnEvent(SessionDisconnected)
  onSessionDisconnected(event: SessionDisconnectedDto, { envelope }: EventContext): Promise<void> {
    return this.sessions.setState('away', event, envelope.time);
  }

  @OnEvent(SessionCleared)
  async onSessionCleared(event: SessionClearedDto, { envelope }: EventContext): Promise<void> {
    await this.sessions.setState('cleared', event, envelope.time);
    await this.ends.settle(event.threadId);
  }
}
