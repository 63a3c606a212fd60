import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceName } from '#libs/contracts';
import { createServiceApplication, Readiness } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import type { MessagingParts } from '../messaging-parts.js';
import { attachBus } from './attach-bus.js';
import type { BusOwner } from './attach-bus.js';
import { serviceStatusController } from './service-status.controller.js';

/** A service that takes its events and questions. It listens for HTTP only when `app.listen(port)` is called. */
export interface Service extends Stoppable {
  readonly app: NestExpressApplication;
}

/** What a service is made of. */
export interface ServiceParts {
  readonly parts: MessagingParts;
  readonly owner: BusOwner;
  readonly module: DynamicModule;
  /** Before the application is initialised. */
  prepare?(app: NestExpressApplication): void;
  /** Once its events and questions are taken, before it says that it is ready. */
  started?(app: NestExpressApplication): Promise<void>;
}

/**
 * Starts a service on the bus. Its `stop` takes it out of rotation, finishes what runs, commits and closes it; the
 * log and the live plane stay the caller's to close.
 */
export async function startService({
  parts,
  owner,
  module,
  prepare,
  started,
}: ServiceParts): Promise<Service> {
  const app = await createServiceApplication(
    'app' in owner ? `app-${owner.app}` : owner.service,
    'app' in owner ? module : withStatus(module, owner.service),
  );
  prepare?.(app);
  const bus = await attachBus(app, { parts, ...owner, onFatal: endProcess }).catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const readiness = app.get(Readiness);
  const stop = async (): Promise<void> => {
    readiness.close();
    await bus.drain();
    await app.close();
  };
  try {
    await started?.(app);
  } catch (error) {
    // It takes events already: what did not start must not go on taking them.
    await stop();
    throw error;
  }
  readiness.open();
  return { app, stop };
}

function withStatus(module: DynamicModule, service: ServiceName): DynamicModule {
  return { ...module, controllers: [...(module.controllers ?? []), serviceStatusController(service)] };
}

/** A member that cannot go on is better replaced than kept: thrown outside any handler, it ends the process in order. */
function endProcess(error: Error): void {
  queueMicrotask(() => {
    throw error;
  });
}
