import { ChatProfiles, ChatStarters, mayUse } from '#libs/contracts';
import type { AppManifestDto, ChatProfileDto, SessionDto, StarterDto } from '#libs/contracts';
import type { RequestClient } from '#libs/messaging';
import { DomainError } from '#libs/platform';

/** What an app offers a user who begins a chat. */
export interface Offers {
  readonly profiles: readonly ChatProfileDto[];
  readonly starters: readonly StarterDto[];
}

/** Asks the app's worker, as the profile service does; what it does not answer in time, its manifest says. */
export async function offersFor(
  session: SessionDto,
  manifest: AppManifestDto,
  requests: RequestClient,
): Promise<Offers> {
  const { app } = manifest;
  const { user, language } = session;
  const who = { language, ...(user ? { user } : {}) };
  const profiles = await requests
    .ask(ChatProfiles, who, { app })
    .then((answer) => answer.profiles)
    .catch(ifNobodyAnswers(manifest.profiles.filter((profile) => mayUse(profile, user))));
  const picked =
    profiles.find((profile) => profile.name === session.chatProfile) ??
    profiles.find((profile) => profile.default);
  if (picked?.starters) return { profiles, starters: picked.starters };
  if (!manifest.hooks.includes('setStarters')) return { profiles, starters: manifest.starters };
  const question = { ...who, ...(picked ? { chatProfile: picked.name } : {}) };
  const starters = await requests
    .ask(ChatStarters, question, { app })
    .then((answer) => answer.starters)
    .catch(ifNobodyAnswers(manifest.starters));
  return { profiles, starters };
}

function ifNobodyAnswers<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof DomainError) return instead;
    throw error;
  };
}
