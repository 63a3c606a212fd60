import { Controller } from '@nestjs/common';
import { OpenSession, SessionConnected, SessionDisconnected } from '#libs/contracts';
import type {
  OpenSessionAnswer,
  OpenSessionQuestion,
  SessionConnectedDto,
  SessionDisconnectedDto,
} from '#libs/contracts';
import { Answers, OnEvent } from '#libs/messaging';
import type { EventContext } from '#libs/messaging';
import { SessionsService } from './sessions.service.js';

@Controller()
export class SessionsConsumer {
  constructor(private readonly sessions: SessionsService) {}

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
}
