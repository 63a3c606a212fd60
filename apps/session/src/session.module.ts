import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MessagingModule, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DatabaseModule } from '#libs/persistence';
import { SecurityModule } from '#libs/security';
import { AppsConsumer } from './apps/apps.consumer.js';
import { AppsRegistry } from './apps/apps.registry.js';
import { FeedbackController } from './feedback/feedback.controller.js';
import { FeedbackService } from './feedback/feedback.service.js';
import { DownloadsService } from './files/downloads.service.js';
import { FILE_STORE } from './files/file-store.token.js';
import { FilesController } from './files/files.controller.js';
import { LiveSessions } from './files/live-sessions.service.js';
import { UploadsService } from './files/uploads.service.js';
import { ProjectorConsumer } from './projector/projector.consumer.js';
import { ProjectorService } from './projector/projector.service.js';
import { sessionDatabase } from './session.database.js';
import { SESSION_OPTIONS } from './session.options.js';
import type { SessionOptions } from './session.options.js';
import { EndsService } from './sessions/ends.service.js';
import { EndsSweep } from './sessions/ends.sweep.js';
import { SessionsConsumer } from './sessions/sessions.consumer.js';
import { SessionsService } from './sessions/sessions.service.js';
import { ThreadsConsumer } from './threads/threads.consumer.js';
import { ThreadsController } from './threads/threads.controller.js';
import { ThreadsService } from './threads/threads.service.js';

const CONTROLLERS = [ThreadsController, FeedbackController, FilesController];
const CONSUMERS = [AppsConsumer, ProjectorConsumer, SessionsConsumer, ThreadsConsumer];
const SERVICES = [
  AppsRegistry,
  DownloadsService,
  EndsService,
  EndsSweep,
  FeedbackService,
  LiveSessions,
  ProjectorService,
  SessionsService,
  ThreadsService,
  UploadsService,
];

@Module({})
export class SessionModule {
  static register(parts: MessagingParts, options: SessionOptions): DynamicModule {
    const { signIn, publicUrl, authUrl, databaseUrl, files } = options;
    const callers = { signIn, publicUrl, authUrl, renewThrough: RequestClient, clock: parts.clock };
    return {
      module: SessionModule,
      imports: [
        MessagingModule.register(parts),
        DatabaseModule.forRoot(sessionDatabase(databaseUrl)),
        SecurityModule.register(callers),
      ],
      controllers: [...CONTROLLERS, ...CONSUMERS],
      providers: [
        { provide: SESSION_OPTIONS, useValue: options },
        { provide: FILE_STORE, useValue: files },
        ...SERVICES,
      ],
    };
  }
}
