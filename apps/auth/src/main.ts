import { closeMessaging, openMessaging } from '#libs/messaging';
import { DatabaseServiceConfig, loadConfig, runService, setUpLogging } from '#libs/platform';
import { startAuth } from './start-auth.js';

await runService('auth', async () => {
  const config = loadConfig(DatabaseServiceConfig, process.env);
  setUpLogging('auth', config.LOG_LEVEL);
  const parts = await openMessaging('auth', config);
  const auth = await startAuth(parts, {
    signIn: config.HEDDLE_AUTH,
    publicUrl: config.PUBLIC_URL,
    databaseUrl: config.DATABASE_URL,
  });
  await auth.app.listen(config.PORT, config.HOST);
  return {
    async stop() {
      await auth.stop();
      await closeMessaging(parts);
    },
  };
});
