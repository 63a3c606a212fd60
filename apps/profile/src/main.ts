import { runBusService } from '#libs/messaging';
import { loadConfig, ServiceConfig } from '#libs/platform';
import { startProfile } from './start-profile.js';

await runBusService(
  'profile',
  () => loadConfig(ServiceConfig, process.env),
  (parts, config) =>
    startProfile(parts, {
      signIn: config.HEDDLE_AUTH,
      publicUrl: config.PUBLIC_URL,
      authUrl: config.AUTH_URL,
    }),
);
