import { lazy, Suspense, useEffect } from 'react';
import type { Project } from '../chat-client/project.js';
import { useAsk } from '../chat-client/use-ask.js';
import { useLiveSession } from '../chat-client/use-live-session.js';
import { useSelectedProfile } from '../chat-client/use-selected-profile.js';
import { useSidePanel } from '../chat-client/use-side-panel.js';
import { useTurn } from '../chat-client/use-turn.js';
import { SEARCH_ID } from '../history/history-panel.js';
import { ConnectionBanner } from './connection-banner.js';
import { Conversation } from './conversation.js';
import { PageDialogs } from './page-dialogs.js';
import { PageHeader } from './page-header.js';
import { Sidebar } from './sidebar.js';
import { useBeginning } from './use-beginning.js';
import { useKeys } from './use-keys.js';
import { useShortcuts } from './use-shortcuts.js';
import { useSidebar } from './use-sidebar.js';
import { useThreadRoute } from './use-thread-route.js';

const SidePanel = lazy(() => import('../side-panel/side-panel.js'));

export function ChatPage({ project }: { project: Project }) {
  const { isRunning, stop } = useTurn();
  const isStoppable = useAsk().ask !== undefined || isRunning;
  const route = useThreadRoute(project);
  const profile = useSelectedProfile();
  const sidebar = useSidebar(project.isSidebarOpen);
  const beginning = useBeginning(project, sidebar.closeDrawer);
  const keys = useKeys(project);
  const { panel } = useSidePanel();
  const isProfileKnown = project.profiles.length === 0 || profile !== undefined;
  const isWanted = !route.isStored && isProfileKnown && !keys.isMissing;
  const { threadIdToResume } = useLiveSession(isWanted, keys.values);

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
      if (isStoppable) stop();
      return isStoppable;
    },
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      {project.hasHistory && (
        <Sidebar
          appName={project.name}
          currentId={route.threadId}
          state={sidebar}
          onNewChat={beginning.newChat}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader project={project} profile={profile} sidebar={sidebar} beginning={beginning} keys={keys} />
        <ConnectionBanner />
        <Conversation
          project={project}
          profile={profile}
          route={route}
          keys={keys}
          threadIdToResume={threadIdToResume}
          onNewChat={beginning.newChat}
        />
      </div>
      {panel !== undefined && (
        <Suspense>
          <SidePanel panel={panel} />
        </Suspense>
      )}
      <PageDialogs beginning={beginning} route={route} />
    </div>
  );
}
