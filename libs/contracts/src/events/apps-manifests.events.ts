import { defineEvent } from '../definitions.js';
import { AppManifestDto } from '../dto/app-manifest.dto.js';
import { AppsManifests } from '../topics.js';

/** A chat app told what it offers. The newest per app counts. */
export const AppAnnounced = defineEvent({
  name: 'apps.announced',
  version: 1,
  topic: AppsManifests,
  lane: 'side',
  payload: AppManifestDto,
  key: (data) => data.app,
});
