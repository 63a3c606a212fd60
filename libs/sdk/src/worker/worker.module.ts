import { Logger, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { AppUiDto } from '#libs/contracts';
import { Conversations } from '#libs/conversation';
import type { CellStore } from '#libs/conversation';
import { EventPublisher, MessagingModule } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { ChatApp } from '../app/chat-app.js';
import { TurnRunner } from '../turn/turn-runner.js';
import { AppManifest } from './app-manifest.js';
import { CHAT_APP } from './chat-app.token.js';
import { ConversationController } from './conversation.controller.js';

/** A chat app's worker as a Nest module. */
@Module({})
export class WorkerModule {
  static register(app: ChatApp, parts: MessagingParts, cells: CellStore): DynamicModule {
    return {
      module: WorkerModule,
      imports: [MessagingModule.register(parts)],
      controllers: [ConversationController],
      providers: [
        AppManifest,
        { provide: CHAT_APP, useValue: app },
        {
          provide: TurnRunner,
          inject: [EventPublisher],
          useFactory: (publisher: EventPublisher) =>
            new TurnRunner({
              app,
              appTitle: app.definition.ui?.name ?? new AppUiDto().name,
              conversations: new Conversations(cells),
              publisher,
              live: parts.live,
              clock: parts.clock,
              logger: new Logger('worker'),
            }),
        },
      ],
    };
  }
}
