import type { NestExpressApplication } from '@nestjs/platform-express';
import type { CellStore } from '#libs/conversation';
import { attachBus } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { createServiceApplication, Readiness } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import type { ChatApp } from '../app/chat-app.js';
import { AppManifest } from './app-manifest.js';
import { WorkerModule } from './worker.module.js';

/** A running worker. */
export interface Worker extends Stoppable {
  readonly app: NestExpressApplication;
}

/**
 * Starts a worker for a chat app: announces the app, then takes its conversations' events. Initialised, not
 * listening: whoever wants the health probes calls `worker.app.listen(port)`.
 */
export async function startWorker(
  chatApp: ChatApp,
  parts: MessagingParts,
  cells: CellStore,
): Promise<Worker> {
  const app = await createServiceApplication(
    `app-${chatApp.name}`,
    WorkerModule.register(chatApp, parts, cells),
  );
  const bus = await attachBus(app, { parts, app: chatApp.name });
  await app.get(AppManifest).announce();
  app.get(Readiness).open();
  return {
    app,
    async stop() {
      app.get(Readiness).close();
      await bus.drain();
      await app.close();
    },
  };
}
