import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { MessagingModule, RequestClient } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { SecurityModule } from '#libs/security';
import { ActionReplies } from './actions/action-replies.js';
import { ActionsController } from './actions/actions.controller.js';
import { ActionsService } from './actions/actions.service.js';
import { AppsConsumer } from './apps-directory/apps.consumer.js';
import { AppsDirectory } from './apps-directory/apps.directory.js';
import { GATEWAY_OPTIONS } from './chat-gateway.options.js';
import type { ChatGatewayOptions } from './chat-gateway.options.js';
import { ConnectionsService } from './connections/connections.service.js';
import { SessionsRegistry } from './connections/sessions.registry.js';
import { ThreadsFeed } from './connections/threads.feed.js';
import { InboundService } from './inbound/inbound.service.js';
import { ChatGateway } from './socket/chat.gateway.js';
import { HandshakeService } from './socket/handshake.service.js';
import { UpgradeIdentities } from './socket/upgrade-identities.js';
import { UserEnvs } from './user-env/user-envs.service.js';

@Module({})
export class ChatGatewayModule {
  static register(parts: MessagingParts, options: ChatGatewayOptions): DynamicModule {
    return {
      module: ChatGatewayModule,
      imports: [
        MessagingModule.register(parts),
        SecurityModule.register({ ...options, renewThrough: RequestClient, clock: parts.clock }),
      ],
      controllers: [ActionsController, AppsConsumer],
      providers: [
        { provide: GATEWAY_OPTIONS, useValue: options },
        ActionReplies,
        ActionsService,
        AppsDirectory,
        ChatGateway,
        ConnectionsService,
        HandshakeService,
        InboundService,
        SessionsRegistry,
        ThreadsFeed,
        UpgradeIdentities,
        UserEnvs,
      ],
    };
  }
}
