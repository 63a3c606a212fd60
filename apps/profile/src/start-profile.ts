import type { NestExpressApplication } from '@nestjs/platform-express';
import { attachBus } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { createServiceApplication, Readiness } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { ProfileModule } from './profile.module.js';
import type { ProfileOptions } from './profile.module.js';

export interface ProfileService extends Stoppable {
  readonly app: NestExpressApplication;
}

/** Starts the profile service; initialised, not listening. */
export async function startProfile(parts: MessagingParts, options: ProfileOptions): Promise<ProfileService> {
  const app = await createServiceApplication('profile', ProfileModule.register(parts, options));
  const bus = await attachBus(app, { parts, service: 'profile' });
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
