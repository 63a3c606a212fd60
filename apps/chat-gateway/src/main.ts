import { runBusService } from '#libs/messaging';
import { loadConfig } from '#libs/platform';
import { ChatGatewayConfig } from './chat-gateway.config.js';
import { startChatGateway } from './start-chat-gateway.js';

await runBusService(
  'chat-gateway',
  () => loadConfig(ChatGatewayConfig, process.env),
  (parts, config) =>
    startChatGateway(parts, {
      signIn: config.HEDDLE_AUTH,
      publicUrl: config.PUBLIC_URL,
      authUrl: config.AUTH_URL,
      sessionTimeoutSeconds: config.SESSION_TIMEOUT,
      transports: ['websocket'],
      ...(config.HEDDLE_KEK ? { envKey: config.HEDDLE_KEK } : {}),
    }),
);
