import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Profile, Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useLiveSession } from '../chat-client/use-live-session.js';
import { useSelectedProfile } from '../chat-client/use-selected-profile.js';
import { useTurn } from '../chat-client/use-turn.js';
import { focusComposer } from '../composer/focus-composer.js';
import { SEARCH_ID } from '../history/history-panel.js';
import { ProfilePicker } from '../profiles/profile-picker.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { ConnectionBanner } from './connection-banner.js';
import { LiveConversation } from './live-conversation.js';
import { PageHeader } from './page-header.js';
import { Sidebar } from './sidebar.js';
import { SidebarFrame } from './sidebar-frame.js';
import { StoredConversation } from './stored-conversation.js';
import { useMediaQuery } from './use-media-query.js';
import { useShortcuts } from './use-shortcuts.js';
import { useThreadRoute } from './use-thread-route.js';

type Question = { kind: 'new-chat' } | { kind: 'profile'; profile: Profile };

export function ChatPage({ project }: { project: Project }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { startNew, chooseProfile } = useChat();
  const { isRunning, stop } = useTurn();
  const { threadId: liveId } = useCurrentThread();
  const { threadId, isStored } = useThreadRoute(project);
  const profile = useSelectedProfile();
  const isDrawer = !useMediaQuery('(min-width: 48rem)');
  const [isSidebarOpen, setSidebarOpen] = useState(project.isSidebarOpen && !isDrawer);
  const [question, setQuestion] = useState<Question>();
  const hasPicker = project.profiles.length > 1;
  const isProfileKnown = project.profiles.length === 0 || profile !== undefined;
  const { threadIdToResume } = useLiveSession(!isStored && isProfileKnown);

  useEffect(() => {
    document.title = project.name;
  }, [project.name]);

  useEffect(() => setSidebarOpen(project.isSidebarOpen && !isDrawer), [isDrawer, project.isSidebarOpen]);

  const closeDrawer = useCallback(() => {
    if (isDrawer) setSidebarOpen(false);
  }, [isDrawer]);

  const begin = (next?: Profile): void => {
    setQuestion(undefined);
    closeDrawer();
    if (next === undefined) startNew();
    else chooseProfile(next.name);
    void navigate('/');
    focusComposer();
  };

  const askedNewChat = (): void => {
    if (project.confirmsNewChat && liveId !== undefined) setQuestion({ kind: 'new-chat' });
    else begin();
  };

  useShortcuts({
    search: () => {
      setSidebarOpen(true);
      window.requestAnimationFrame(() => document.getElementById(SEARCH_ID)?.focus());
    },
    newChat: askedNewChat,
    stop: () => {
      if (isRunning) stop();
      return isRunning;
    },
  });

  return (
    <div className="flex h-dvh overflow-hidden">
      {project.hasHistory && (
        <SidebarFrame isDrawer={isDrawer} isOpen={isSidebarOpen} onClose={() => setSidebarOpen(false)}>
          <Sidebar
            appName={project.name}
            currentId={threadId}
            onNewChat={askedNewChat}
            onOpenThread={closeDrawer}
            onClose={() => setSidebarOpen(false)}
          />
        </SidebarFrame>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        <PageHeader
          hasSidebar={project.hasHistory}
          isSidebarOpen={project.hasHistory && isSidebarOpen && !isDrawer}
          onOpenSidebar={() => setSidebarOpen(true)}
          onNewChat={askedNewChat}
        >
          {hasPicker ? (
            <ProfilePicker
              profiles={project.profiles}
              selected={profile}
              onChoose={(next) => (liveId === undefined ? begin(next) : setQuestion({ kind: 'profile', profile: next }))}
            />
          ) : (
            <span className="truncate px-3 font-medium">{project.name}</span>
          )}
        </PageHeader>
        <ConnectionBanner />
        <main className="flex min-h-0 flex-1 flex-col">
          <h1 className="sr-only">{project.name}</h1>
          {isStored && threadId !== undefined ? (
            <StoredConversation project={project} threadId={threadId} onNewChat={askedNewChat} />
          ) : (
            <LiveConversation project={project} profile={profile} isReopening={threadIdToResume !== undefined && liveId === undefined} />
          )}
        </main>
      </div>
      <ConfirmDialog
        isOpen={question !== undefined}
        title={
          question?.kind === 'profile'
            ? t('heddle.profile.switch', { name: question.profile.displayName })
            : t('navigation.newChat.dialog.title')
        }
        description={t(question?.kind === 'profile' ? 'heddle.profile.description' : 'navigation.newChat.dialog.description')}
        confirmLabel={t('common.actions.confirm')}
        onCancel={() => setQuestion(undefined)}
        onConfirm={() => begin(question?.kind === 'profile' ? question.profile : undefined)}
      />
    </div>
  );
}
