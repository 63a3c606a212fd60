import type { CellStore } from '#libs/conversation';
import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import type { ChatApp } from '../app/chat-app.js';
import { AppManifest } from './app-manifest.js';
import { WorkerModule } from './worker.module.js';

/** Starts a worker for a chat app: takes its conversations' events and announces the app. */
export function startWorker(chatApp: ChatApp, parts: MessagingParts, cells: CellStore): Promise<Service> {
  return startService({
    parts,
    owner: { app: chatApp.name },
    module: WorkerModule.register(chatApp, parts, cells),
    started: (app) => app.get(AppManifest).announce(),
  });
}
