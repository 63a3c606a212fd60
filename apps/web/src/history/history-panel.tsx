import Search from 'lucide-react/icons/search';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from './use-debounced.js';
import { ThreadList } from './thread-list.js';

export const SEARCH_ID = 'thread-search';
const SEARCH_PAUSE_MS = 250;

export function HistoryPanel({ currentId, onOpen }: { currentId: string | undefined; onOpen: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), SEARCH_PAUSE_MS);

  return (
    <>
      <div className="relative px-3 pb-2">
        <Search aria-hidden className="pointer-events-none absolute top-2.5 left-6 size-4 text-muted" />
        <input
          id={SEARCH_ID}
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          aria-label={t('threadHistory.sidebar.filters.placeholder')}
          placeholder={t('threadHistory.sidebar.filters.search')}
          className="h-9 w-full rounded-xl border border-transparent bg-hover pr-3 pl-9 text-sm placeholder:text-muted focus:border-line-strong focus:bg-surface"
        />
      </div>
      <ThreadList search={search} currentId={currentId} onOpen={onOpen} />
    </>
  );
}
