import { runBusService } from '#libs/messaging';
import { DatabaseServiceConfig, loadConfig } from '#libs/platform';
import { startAuth } from './start-auth.js';

await runBusService(
  'auth',
  () => loadConfig(DatabaseServiceConfig, process.env),
  (parts, config) =>
    startAuth(parts, {
      signIn: config.HEDDLE_AUTH,
      publicUrl: config.PUBLIC_URL,
      databaseUrl: config.DATABASE_URL,
    }),
);
