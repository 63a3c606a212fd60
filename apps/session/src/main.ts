import { closeMessaging, openMessaging } from '#libs/messaging';
import { DatabaseServiceConfig, loadConfig, runService, setUpLogging } from '#libs/platform';
import { startSession } from './start-session.js';

await runService('session', async () => {
  const config = loadConfig(DatabaseServiceConfig, process.env);
  setUpLogging('session', config.LOG_LEVEL);
  const parts = await openMessaging('session', config);
  const session = await startSession(parts, {
    signIn: config.HEDDLE_AUTH,
    publicUrl: config.PUBLIC_URL,
    authUrl: config.AUTH_URL,
    databaseUrl: config.DATABASE_URL,
  });
  await session.app.listen(config.PORT, config.HOST);
  return {
    async stop() {
      await session.stop();
      await closeMessaging(parts);
    },
  };
});
