import type { NestExpressApplication } from '@nestjs/platform-express';
import { attachBus } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { createServiceApplication, Readiness } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { AuthModule } from './auth.module.js';
import type { AuthOptions } from './auth.module.js';

export interface AuthService extends Stoppable {
  readonly app: NestExpressApplication;
}

/** Starts a replica; initialised, not listening. */
export async function startAuth(parts: MessagingParts, options: AuthOptions): Promise<AuthService> {
  const app = await createServiceApplication('auth', AuthModule.register(parts, options));
  const bus = await attachBus(app, { parts, service: 'auth' });
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
