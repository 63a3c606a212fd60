import { openCellStore } from '#libs/conversation';
import { runBusService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import type { ListeningConfig } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import { startWorker } from './start-worker.js';

/**
 * Runs one worker of a cluster as this process, health probes included.
 *
 * @param readConfig reads the configuration; what it throws counts as the start's
 * @param createApp the chat app, made once the configuration is known
 */
export function runWorker<C extends ListeningConfig>(
  name: string,
  readConfig: () => C,
  createApp: (config: C) => ChatApp | Promise<ChatApp>,
): Promise<void> {
  const start = async (parts: MessagingParts, config: C): Promise<Service> => {
    const { clock, logger } = parts;
    const app = await createApp(config);
    const cells = await openCellStore({ redisUrl: config.REDIS_URL, clock, logger });
    const worker = await startWorker(app, parts, cells);
    return {
      app: worker.app,
      async stop() {
        await worker.stop();
        await cells.close();
      },
    };
  };
  return runBusService(name, readConfig, start, { runsForeignCode: true });
}
