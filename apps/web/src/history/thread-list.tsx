import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useThreadHistory } from '../chat-client/use-thread-history.js';
import { useTurn } from '../chat-client/use-turn.js';
import { dateGroups } from './date-groups.js';
import { ThreadLink } from './thread-link.js';
import { useInView } from './use-in-view.js';

interface Props {
  search: string;
  currentId: string | undefined;
  onOpen(): void;
}

export function ThreadList({ search, currentId, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const { threadId, firstInteraction } = useCurrentThread();
  const { isRunning } = useTurn();
  const { threads, hasMore, isLoading, hasFailed, refresh, loadMore, rename, remove } = useThreadHistory(search);
  const sentinel = useRef<HTMLDivElement>(null);
  useInView(sentinel, hasMore && !isLoading && !hasFailed, loadMore);

  // A turn's end moves its thread to the top, and is when a new thread surely is in the history.
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning && threadId !== undefined) refresh();
    wasRunning.current = isRunning;
  }, [isRunning, threadId, refresh]);

  // The history is written behind the conversation: until it has the new thread, the page knows of it alone.
  const isNew = threadId !== undefined && firstInteraction !== undefined && !threads.some(({ id }) => id === threadId);
  const shown =
    isNew && search === ''
      ? [{ id: threadId, name: firstInteraction, updatedAt: new Date().toISOString() }, ...threads]
      : threads;

  return (
    <nav aria-label={t('heddle.history.label')} tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
      {dateGroups(shown, new Date(), i18n.language).map(({ timeframe, month, threads: group }) => (
        <section key={timeframe ?? month} className="pt-3">
          <h2 className="px-3 pb-1 text-xs font-semibold text-muted">
            {timeframe === undefined ? month : t(`threadHistory.sidebar.timeframes.${timeframe}`)}
          </h2>
          <ul className="flex flex-col gap-px">
            {group.map((thread) => (
              <ThreadLink
                key={thread.id}
                thread={thread}
                isCurrent={thread.id === currentId}
                onOpen={onOpen}
                onRename={rename}
                onRemove={remove}
              />
            ))}
          </ul>
        </section>
      ))}
      <div ref={sentinel} className="h-px" />
      <p role="status" className="px-3 py-4 text-sm text-muted empty:hidden">
        {hasFailed && t('heddle.history.failed')}
        {isLoading && shown.length === 0 && t('common.status.loading')}
        {!isLoading && !hasFailed && shown.length === 0 &&
          (search === '' ? t('threadHistory.sidebar.empty') : t('heddle.history.noMatch', { search }))}
      </p>
    </nav>
  );
}
