import { openFileStore } from '#libs/files';
import { runBusService } from '#libs/messaging';
import { loadConfig } from '#libs/platform';
import { SessionConfig } from './session.config.js';
import { startSession } from './start-session.js';

await runBusService(
  'session',
  () => loadConfig(SessionConfig, process.env),
  async (parts, config) => {
    const files = await openFileStore({ url: config.FILES_URL });
    const service = await startSession(parts, {
      signIn: config.HEDDLE_AUTH,
      publicUrl: config.PUBLIC_URL,
      authUrl: config.AUTH_URL,
      databaseUrl: config.DATABASE_URL,
      files,
      sessionTimeoutSeconds: config.SESSION_TIMEOUT,
    });
    return {
      app: service.app,
      async stop() {
        await service.stop();
        await files.close();
      },
    };
  },
);
