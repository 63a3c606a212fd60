import { useState } from 'react';
import type { Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useUserEnv } from '../chat-client/use-user-env.js';
import type { UserEnv } from '../chat-client/user-env.js';

/** The user's own keys, and the form for them: it is there while keys are missing, and when the user opens it. */
export function useKeys(project: Project) {
  const env = useUserEnv(project);
  const { renew } = useChat();
  const [isOpen, setIsOpen] = useState(false);
  return {
    ...env,
    isOpen: isOpen || env.isMissing,
    open: () => setIsOpen(true),
    close: () => setIsOpen(false),
    save: (values: UserEnv) => {
      env.save(values);
      setIsOpen(false);
      // A session has the keys that it began with.
      renew();
    },
  };
}

export type Keys = ReturnType<typeof useKeys>;
