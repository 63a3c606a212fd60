import { closeMessaging, openMessaging } from '#libs/messaging';
import { loadConfig, runService, setUpLogging } from '#libs/platform';
import { ChatGatewayConfig } from './chat-gateway.config.js';
import { startChatGateway } from './start-chat-gateway.js';

await runService('chat-gateway', async () => {
  const config = loadConfig(ChatGatewayConfig, process.env);
  setUpLogging('chat-gateway', config.LOG_LEVEL);
  const parts = await openMessaging('chat-gateway', config);
  const gateway = await startChatGateway(parts, {
    signIn: config.HEDDLE_AUTH,
    publicUrl: config.PUBLIC_URL,
    authUrl: config.AUTH_URL,
    sessionTimeoutSeconds: config.SESSION_TIMEOUT,
    transports: ['websocket'],
  });
  await gateway.app.listen(config.PORT, config.HOST);
  return {
    async stop() {
      await gateway.stop();
      await closeMessaging(parts);
    },
  };
});
