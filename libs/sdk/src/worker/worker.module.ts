import { Logger, Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppUiDto } from '#libs/contracts';
import { Conversations } from '#libs/conversation';
import { EventPublisher, MessagingModule, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import type { ChatApp } from '../app/chat-app.js';
import { ChatExplorer } from '../nest/chat-explorer.js';
import { HandlerPipeline } from '../nest/handler-pipeline.js';
import { AskAnswers } from '../turn/ask-answers.js';
import { OfferedProfiles } from '../turn/offered-profiles.js';
import { RunningTurns } from '../turn/running-turns.js';
import { SessionFacts } from '../turn/session-facts.js';
import { UserStandings } from '../turn/user-standings.js';
import { TurnControl } from '../turn/turn-control.js';
import { TurnPlans } from '../turn/turn-plans.js';
import { TurnPlayer } from '../turn/turn-player.js';
import { TurnRunner } from '../turn/turn-runner.js';
import { AppLifecycle } from './app-lifecycle.js';
import { AppManifest } from './app-manifest.js';
import { CHAT_APP } from './chat-app.token.js';
import { ConversationController } from './conversation.controller.js';
import type { WorkerStores } from './worker-stores.js';

/** Seconds that a turn may work when the app does not say. */
const TURN_TIMEOUT_SECONDS = 600;

/** A chat app's worker as a Nest module. */
@Module({})
export class WorkerModule {
  static register(app: ChatApp, parts: MessagingParts, stores: WorkerStores): DynamicModule {
    const { live, clock } = parts;
    const logger = new Logger('worker');
    const conversations = new Conversations(stores.cells);
    const running = new RunningTurns();
    const profiles = new OfferedProfiles(app, clock, logger);
    const answers = new AskAnswers({ ...stores, conversations, running, live });
    const player = new TurnPlayer(app.handlers, profiles, logger);
    const turnRunner: Provider = {
      provide: TurnRunner,
      inject: [EventPublisher, RequestClient],
      useFactory: (publisher: EventPublisher, requests: RequestClient) =>
        new TurnRunner({
          appTitle: app.options.ui?.name ?? new AppUiDto().name,
          timeoutSeconds: app.options.turnTimeoutSeconds ?? TURN_TIMEOUT_SECONDS,
          conversations,
          running,
          player,
          facts: new SessionFacts(
            live,
            publisher,
            requests,
            stores.userEnv,
            new UserStandings(requests, clock),
          ),
          publisher,
          requests,
          files: stores.files,
          live,
          clock,
        }),
    };
    return {
      module: WorkerModule,
      imports: [
        MessagingModule.register(parts),
        DiscoveryModule,
        ...(app.options.module ? [app.options.module] : []),
      ],
      controllers: [ConversationController],
      providers: [
        AppLifecycle,
        AppManifest,
        ChatExplorer,
        HandlerPipeline,
        { provide: CHAT_APP, useValue: app },
        { provide: OfferedProfiles, useValue: profiles },
        { provide: TurnPlans, useValue: new TurnPlans(app.handlers, live) },
        { provide: TurnControl, useValue: new TurnControl(conversations, running, answers) },
        turnRunner,
      ],
    };
  }
}
