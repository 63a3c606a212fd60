import { runBusService } from '#libs/messaging';
import { DatabaseServiceConfig, loadConfig } from '#libs/platform';
import { startSession } from './start-session.js';

await runBusService(
  'session',
  () => loadConfig(DatabaseServiceConfig, process.env),
  (parts, config) =>
    startSession(parts, {
      signIn: config.HEDDLE_AUTH,
      publicUrl: config.PUBLIC_URL,
      authUrl: config.AUTH_URL,
      databaseUrl: config.DATABASE_URL,
    }),
);
