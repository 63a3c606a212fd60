import { useEffect } from 'react';
import type { Project } from '../chat-client/project.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useLiveSession } from '../chat-client/use-live-session.js';
import { useSelectedProfile } from '../chat-client/use-selected-profile.js';
import { useTurn } from '../chat-client/use-turn.js';
import { SEARCH_ID } from '../history/history-panel.js';
import { BeginningDialog } from './beginning-dialog.js';
import { ConnectionBanner } from './connection-banner.js';
import { LiveConversation } from './live-conversation.js';
import { PageHeader } from './page-header.js';
import { Sidebar } from './sidebar.js';
import { StoredConversation } from './stored-conversation.js';
import { useBeginning } from './use-beginning.js';
import { useShortcuts } from './use-shortcuts.js';
import { useSidebar } from './use-sidebar.js';
import { useThreadRoute } from './use-thread-route.js';

export function ChatPage({ project }: { project: Project }) {
  const { isRunning, stop } = useTurn();
  const { threadId: liveId } = useCurrentThread();
  const { threadId, isStored } = useThreadRoute(project);
  const profile = useSelectedProfile();
  const sidebar = useSidebar(project.isSidebarOpen);
  const beginning = useBeginning(project, sidebar.closeDrawer);
  const isProfileKnown = project.profiles.length === 0 || profile !== undefined;
  const { threadIdToResume } = useLiveSession(!isStored && isProfileKnown);

  useEffect(() => {
    document.title = project.name;
  }, [project.name]);

  useShortcuts({
    search: () => {
      sidebar.open();
      window.requestAnimationFrame(() => document.getElementById(SEARCH_ID)?.focus());
    },
    newChat: beginning.newChat,
    stop: () => {
      if (isRunning) stop();
      return isRunning;
    },
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      {project.hasHistory && (
        <Sidebar appName={project.name} currentId={threadId} state={sidebar} onNewChat={beginning.newChat} />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader project={project} profile={profile} sidebar={sidebar} beginning={beginning} />
        <ConnectionBanner />
        <main className="flex min-h-0 flex-1 flex-col">
          <h1 className="sr-only">{project.name}</h1>
          {isStored && threadId !== undefined ? (
            <StoredConversation project={project} threadId={threadId} onNewChat={beginning.newChat} />
          ) : (
            <LiveConversation
              project={project}
              profile={profile}
              isReopening={threadIdToResume !== undefined && liveId === undefined}
            />
          )}
        </main>
      </div>
      <BeginningDialog
        pending={beginning.pending}
        onConfirm={beginning.confirm}
        onCancel={beginning.cancel}
      />
    </div>
  );
}
