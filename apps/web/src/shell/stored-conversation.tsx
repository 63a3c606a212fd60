import { useTranslation } from 'react-i18next';
import type { Project } from '../chat-client/project.js';
import { StoredElements } from '../chat-client/use-elements.js';
import { useStoredThread } from '../chat-client/use-stored-thread.js';
import { MessageList } from '../conversation/message-list.js';
import { Button } from './button.js';
import { columnWidth } from './column-width.js';

interface Props {
  project: Project;
  threadId: string;
  onNewChat: () => void;
}

export function StoredConversation({ project, threadId, onNewChat }: Props) {
  const { t } = useTranslation();
  const { thread, hasFailed } = useStoredThread(threadId);
  if (thread === undefined) {
    return (
      <p role="status" className="flex flex-1 items-center justify-center px-6 text-center text-muted">
        {t(hasFailed ? 'heddle.conversation.notFound' : 'heddle.conversation.opening')}
      </p>
    );
  }
  const width = columnWidth(project);
  return (
    <StoredElements.Provider value={thread.elements}>
      <MessageList steps={thread.steps} visibility={project.stepVisibility} isRunning={false} width={width} />
      <div
        className={`mx-auto flex flex-wrap items-center justify-between gap-3 px-4 pb-4 text-sm text-muted sm:px-6 ${width}`}
      >
        {t('heddle.conversation.readOnly')}
        <Button onClick={onNewChat}>{t('navigation.newChat.button')}</Button>
      </div>
    </StoredElements.Provider>
  );
}
