import { openCellStore } from '#libs/conversation';
import { openFileStore } from '#libs/files';
import { UserEnvVault } from '#libs/live';
import { runBusService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { DomainError, systemRandom } from '#libs/platform';
import type { WorkerConfig } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import { startWorker } from './start-worker.js';

const KEY_BYTES = 32;

/**
 * Runs one worker of a cluster as this process, health probes included.
 *
 * @param readConfig reads the configuration; what it throws counts as the start's
 * @param createApp the chat app, made once the configuration is known
 *
 * @internal
 */
export function runWorker<C extends WorkerConfig>(
  name: string,
  readConfig: () => C,
  createApp: (config: C) => ChatApp | Promise<ChatApp>,
): Promise<void> {
  const start = async (parts: MessagingParts, config: C): Promise<Service> => {
    const { clock, logger, live } = parts;
    const app = await createApp(config);
    const userEnv = new UserEnvVault(live, envKeyOf(app, config), logger);
    const files = await openFileStore({ url: config.FILES_URL });
    const cells = await openCellStore({ redisUrl: config.REDIS_URL, clock, logger });
    const worker = await startWorker(app, parts, { cells, files, userEnv });
    return {
      app: worker.app,
      async stop() {
        await worker.stop();
        await cells.close();
        await files.close();
      },
    };
  };
  return runBusService(name, readConfig, start, { runsForeignCode: true });
}

/** An app that asks for no keys needs none to read them. */
function envKeyOf({ name, options }: ChatApp, { HEDDLE_KEK }: WorkerConfig): Uint8Array {
  if (HEDDLE_KEK) return HEDDLE_KEK;
  if ((options.userEnv ?? []).length > 0)
    throw new DomainError(
      'invalid_input',
      `The chat app "${name}" asks users for keys (userEnv): set HEDDLE_KEK, the same as the gateways', to 32 bytes in base64.`,
    );
  return systemRandom.bytes(KEY_BYTES);
}
