import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThreadSummary } from '../chat-client/use-thread-history.js';

interface Props {
  thread: ThreadSummary;
  isCurrent: boolean;
  onOpen: () => void;
}

export function ThreadLink({ thread, isCurrent, onOpen }: Props) {
  const { t } = useTranslation();
  return (
    <li>
      <Link
        to={`/thread/${thread.id}`}
        data-thread={thread.id}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onOpen}
        className="block truncate rounded-xl px-3 py-1.5 text-sm text-soft hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink"
      >
        {thread.name || t('threadHistory.thread.untitled')}
      </Link>
    </li>
  );
}
