import { startService } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { ProfileModule } from './profile.module.js';
import type { ProfileOptions } from './profile.module.js';

/** Starts the profile service. */
export function startProfile(parts: MessagingParts, options: ProfileOptions): Promise<Service> {
  return startService({
    parts,
    owner: { service: 'profile' },
    module: ProfileModule.register(parts, options),
  });
}
