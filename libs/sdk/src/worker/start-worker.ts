import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import type { ChatApp } from '../app/chat-app.js';
import { AppManifest } from './app-manifest.js';
import type { WorkerStores } from './worker-stores.js';
import { WorkerModule } from './worker.module.js';

/**
 * Starts a worker for a chat app: runs its `onAppStartup`, takes its conversations' events and announces the app. Its
 * `stop` finishes what runs, and runs `onAppShutdown` then.
 */
export async function startWorker(
  chatApp: ChatApp,
  parts: MessagingParts,
  stores: WorkerStores,
): Promise<Service> {
  const { handlers } = chatApp;
  await handlers.find('onAppStartup')?.();
  const shutDown = async (): Promise<void> => handlers.find('onAppShutdown')?.();
  try {
    const { app, stop } = await startService({
      parts,
      owner: { app: chatApp.name },
      module: WorkerModule.register(chatApp, parts, stores),
      started: (application) => application.get(AppManifest).announce(),
    });
    return {
      app,
      async stop() {
        await stop();
        await shutDown();
      },
    };
  } catch (error) {
    await shutDown();
    throw error;
  }
}
