import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Profile, Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { focusComposer } from '../composer/focus-composer.js';

/** What is to be confirmed: a new chat, with another profile where one is given. */
export interface Beginning {
  readonly profile: Profile | undefined;
}

/** Starts conversations. Asks first where one would be lost, and before it goes on with another profile. */
export function useBeginning(project: Project, onBegin: () => void) {
  const navigate = useNavigate();
  const { startNew, chooseProfile } = useChat();
  const { threadId } = useCurrentThread();
  const [pending, setPending] = useState<Beginning>();
  const isKept = project.hasHistory && project.isResumable;

  const begin = ({ profile }: Beginning): void => {
    setPending(undefined);
    onBegin();
    if (profile === undefined) startNew();
    else chooseProfile(profile.name);
    void navigate('/');
    focusComposer();
  };

  const ask = (beginning: Beginning, isAsking: boolean): void => {
    if (isAsking && threadId !== undefined) setPending(beginning);
    else begin(beginning);
  };

  return {
    pending,
    newChat: () => ask({ profile: undefined }, project.confirmsNewChat && !isKept),
    switchProfile: (profile: Profile) => ask({ profile }, true),
    confirm: () => pending && begin(pending),
    cancel: () => setPending(undefined),
  };
}
