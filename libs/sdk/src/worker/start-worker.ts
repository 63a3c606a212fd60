import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import type { ChatApp } from '../app/chat-app.js';
import { HandlerTable } from '../app/handler-table.js';
import { AppManifest } from './app-manifest.js';
import type { WorkerStores } from './worker-stores.js';
import { WorkerModule } from './worker.module.js';

/**
 * Starts a worker for a chat app: runs its `onAppStartup`, takes its conversations' events and announces the app. Its
 * `stop` finishes what runs, and runs `onAppShutdown` then.
 *
 * @internal
 */
export function startWorker(chatApp: ChatApp, parts: MessagingParts, stores: WorkerStores): Promise<Service> {
  // Handlers of a Nest module are those of this worker's own instances.
  const app: ChatApp = { ...chatApp, handlers: new HandlerTable([...chatApp.handlers.entries()]) };
  return startService({
    parts,
    owner: { app: app.name },
    module: WorkerModule.register(app, parts, stores),
    started: (application) => application.get(AppManifest).announce(),
  });
}
