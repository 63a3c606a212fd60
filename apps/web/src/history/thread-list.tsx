import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dateGroups } from './date-groups.js';
import { ThreadLink } from './thread-link.js';
import { useInView } from './use-in-view.js';
import { useShownThreads } from './use-shown-threads.js';

interface Props {
  search: string;
  currentId: string | undefined;
  onOpen: () => void;
}

export function ThreadList({ search, currentId, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const { threads, loadedAt, hasMore, isLoading, hasFailed, loadMore, rename, remove } =
    useShownThreads(search);
  const sentinel = useRef<HTMLDivElement>(null);
  useInView(sentinel, hasMore && !isLoading && !hasFailed, loadMore);

  const emptyText = (): string => {
    if (hasFailed) return t('heddle.history.failed');
    if (threads.length > 0) return '';
    if (isLoading) return t('common.status.loading');
    return search === '' ? t('threadHistory.sidebar.empty') : t('heddle.history.noMatch', { search });
  };

  return (
    <nav aria-label={t('heddle.history.label')} className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
      {dateGroups(threads, loadedAt, i18n.language).map(({ timeframe, month, threads: group }) => (
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
        {emptyText()}
      </p>
    </nav>
  );
}
