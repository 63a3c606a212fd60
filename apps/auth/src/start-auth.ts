import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { AuthModule } from './auth.module.js';
import type { AuthOptions } from './auth.module.js';

/** Starts a replica; initialised, not listening. */
export function startAuth(parts: MessagingParts, options: AuthOptions): Promise<Service> {
  return startService({ parts, owner: { service: 'auth' }, module: AuthModule.register(parts, options) });
}
