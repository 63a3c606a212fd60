import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { SessionModule } from './session.module.js';
import type { SessionOptions } from './session.options.js';

/** Starts the session service. */
export function startSession(parts: MessagingParts, options: SessionOptions): Promise<Service> {
  return startService({
    parts,
    owner: { service: 'session' },
    module: SessionModule.register(parts, options),
  });
}
