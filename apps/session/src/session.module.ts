import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MessagingModule, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DatabaseModule } from '#libs/persistence';
import { SecurityModule } from '#libs/security';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackService } from './feedback/feedback.service.js';
import { ProjectorConsumer } from './projector/projector.consumer.js';
import { ProjectorService } from './projector/projector.service.js';
import { sessionDatabase } from './session.database.js';
import { SessionsConsumer } from './sessions/sessions.consumer.js';
import { SessionsService } from './sessions/sessions.service.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsService } from './threads/threads.service.js';

/** How the session service learns who asks, and where it keeps what it is told. */
export interface SessionOptions {
  readonly signIn: 'on' | 'off';
  readonly publicUrl: string;
  readonly authUrl: string;
  readonly databaseUrl: string;
}

@Module({})
export class SessionModule {
  static register(parts: MessagingParts, { databaseUrl, ...callers }: SessionOptions): DynamicModule {
    return {
      module: SessionModule,
      imports: [
        MessagingModule.register(parts),
        DatabaseModule.forRoot(sessionDatabase(databaseUrl)),
        SecurityModule.register({ ...callers, renewThrough: RequestClient, clock: parts.clock }),
      ],
      controllers: [ThreadsController, FeedbackController, ProjectorConsumer, SessionsConsumer],
      providers: [ThreadsService, FeedbackService, ProjectorService, SessionsService],
    };
  }
}
