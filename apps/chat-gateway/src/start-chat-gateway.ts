import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { ChatGatewayModule } from './chat-gateway.module.js';
import type { ChatGatewayOptions } from './chat-gateway.options.js';
import { SocketServerAdapter } from './socket/socket-server.adapter.js';
import { UpgradeIdentities } from './socket/upgrade-identities.js';

/** Starts a gateway. */
export function startChatGateway(parts: MessagingParts, options: ChatGatewayOptions): Promise<Service> {
  return startService({
    parts,
    owner: { service: 'chat-gateway' },
    module: ChatGatewayModule.register(parts, options),
    prepare(app) {
      const server = options.httpServer ?? app.getHttpServer();
      app.useWebSocketAdapter(
        new SocketServerAdapter(
          server,
          app.get(UpgradeIdentities),
          options.transports,
          options.publicUrl,
          parts.clock,
        ),
      );
    },
  });
}
