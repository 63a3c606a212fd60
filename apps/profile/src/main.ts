import { openMessaging } from '#libs/messaging';
import { loadConfig, runService, setUpLogging } from '#libs/platform';
import { ProfileConfig } from './profile.config.js';
import { startProfile } from './start-profile.js';

await runService('profile', async () => {
  const config = loadConfig(ProfileConfig, process.env);
  setUpLogging('profile', config.LOG_LEVEL);
  const parts = await openMessaging('profile', config);
  const profile = await startProfile(parts, {
    signIn: config.HEDDLE_AUTH,
    publicUrl: config.PUBLIC_URL,
    authUrl: config.AUTH_URL,
  });
  await profile.app.listen(config.PORT);
  return {
    async stop() {
      await profile.stop();
      await parts.log.close();
      await parts.live.close();
    },
  };
});
