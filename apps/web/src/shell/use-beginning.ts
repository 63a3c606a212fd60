import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Profile, Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useSending } from '../chat-client/use-sending.js';
import { focusComposer } from '../composer/focus-composer.js';

/** What is to be confirmed: a new chat, with another profile where one is given. */
export interface Beginning {
  readonly profile: Profile | undefined;
  /** Messages would be lost that are not sent yet. */
  readonly isLosing: boolean;
}

/** Starts conversations. Asks first where one or a part of it would be lost, and before it goes on with another profile. */
export function useBeginning(project: Project, onBegin: () => void) {
  const navigate = useNavigate();
  const { startNew, chooseProfile } = useChat();
  const { holdsUnsent } = useSending();
  const { threadId } = useCurrentThread();
  const [pending, setPending] = useState<Beginning>();
  const isKept = project.hasHistory && project.isResumable;

  const begin = (profile: Profile | undefined): void => {
    setPending(undefined);
    onBegin();
    if (profile === undefined) startNew();
    else chooseProfile(profile.name);
    void navigate('/');
    focusComposer();
  };

  const ask = (profile: Profile | undefined, isAsking: boolean): void => {
    const isLosing = holdsUnsent();
    if (isLosing || (isAsking && threadId !== undefined)) setPending({ profile, isLosing });
    else begin(profile);
  };

  return {
    pending,
    newChat: () => ask(undefined, project.confirmsNewChat && !isKept),
    switchProfile: (profile: Profile) => ask(profile, true),
    confirm: () => pending && begin(pending.profile),
    cancel: () => setPending(undefined),
  };
}
