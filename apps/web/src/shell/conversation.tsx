import { lazy, Suspense } from 'react';
import type { Profile, Project } from '../chat-client/project.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { LiveConversation } from './live-conversation.js';
import { StoredConversation } from './stored-conversation.js';
import type { Keys } from './use-keys.js';

const UserEnvForm = lazy(() => import('../user-env/user-env-form.js'));

interface Props {
  project: Project;
  profile: Profile | undefined;
  route: { threadId: string | undefined; isStored: boolean };
  keys: Keys;
  threadIdToResume: string | undefined;
  onNewChat: () => void;
}

/** The page's middle: a conversation to read, one to take part in, or what has to come before one. */
export function Conversation({ project, profile, route, keys, threadIdToResume, onNewChat }: Props) {
  const { threadId: liveId } = useCurrentThread();
  const { threadId, isStored } = route;
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{project.name}</h1>
      {isStored && threadId !== undefined ? (
        <StoredConversation project={project} threadId={threadId} onNewChat={onNewChat} />
      ) : keys.isOpen ? (
        <Suspense>
          <UserEnvForm
            keys={keys.keys}
            values={keys.values}
            isMasked={project.masksUserEnv}
            isRefused={keys.isRefused}
            onSave={keys.save}
            onCancel={keys.isMissing ? undefined : keys.close}
          />
        </Suspense>
      ) : (
        <LiveConversation
          project={project}
          profile={profile}
          isReopening={threadIdToResume !== undefined && liveId === undefined}
        />
      )}
    </main>
  );
}
