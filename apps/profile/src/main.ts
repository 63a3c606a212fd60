import { closeMessaging, openMessaging } from '#libs/messaging';
import { loadConfig, runService, ServiceConfig, setUpLogging } from '#libs/platform';
import { startProfile } from './start-profile.js';

await runService('profile', async () => {
  const config = loadConfig(ServiceConfig, process.env);
  setUpLogging('profile', config.LOG_LEVEL);
  const parts = await openMessaging('profile', config);
  const profile = await startProfile(parts, {
    signIn: config.HEDDLE_AUTH,
    publicUrl: config.PUBLIC_URL,
    authUrl: config.AUTH_URL,
  });
  await profile.app.listen(config.PORT, config.HOST);
  return {
    async stop() {
      await profile.stop();
      await closeMessaging(parts);
    },
  };
});
