import type { NestExpressApplication } from '@nestjs/platform-express';
import { attachBus } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { createServiceApplication, Readiness } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { ChatGatewayModule } from './chat-gateway.module.js';
import type { ChatGatewayOptions } from './chat-gateway.options.js';
import { SocketServerAdapter } from './socket/socket-server.adapter.js';
import { UpgradeIdentities } from './socket/upgrade-identities.js';

export interface ChatGatewayService extends Stoppable {
  readonly app: NestExpressApplication;
}

/** Starts a gateway; initialised, not listening. */
export async function startChatGateway(
  parts: MessagingParts,
  options: ChatGatewayOptions,
): Promise<ChatGatewayService> {
  const app = await createServiceApplication('chat-gateway', ChatGatewayModule.register(parts, options));
  const server = options.httpServer ?? app.getHttpServer();
  app.useWebSocketAdapter(new SocketServerAdapter(server, app.get(UpgradeIdentities), options.transports));
  const bus = await attachBus(app, { parts, service: 'chat-gateway' });
  app.get(Readiness).open();
  return {
    app,
    async stop() {
      app.get(Readiness).close();
      await bus.drain();
      await app.close();
    },
  };
}
