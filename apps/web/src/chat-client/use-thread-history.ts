import { ChainlitContext, type ChainlitAPI, type IThread } from '@chainlit/react-client';
import { useCallback, useContext, useEffect, useReducer, useRef } from 'react';

export interface ThreadSummary {
  readonly id: string;
  readonly name: string;
  readonly updatedAt: string;
}

interface History {
  readonly threads: readonly ThreadSummary[];
  readonly cursor: string | undefined;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly hasFailed: boolean;
  /** What "today" means in the list. */
  readonly loadedAt: Date;
}

const PAGE_SIZE = 35;
function emptyHistory(): History {
  return {
    threads: [],
    cursor: undefined,
    hasMore: false,
    isLoading: true,
    hasFailed: false,
    loadedAt: new Date(),
  };
}

/** The threads whose text matches `search`, newest activity first, page by page. */
export function useThreadHistory(search: string) {
  const api = useContext(ChainlitContext);
  const [history, update] = useReducer(applyChange, undefined, emptyHistory);
  const latest = useRef(history);
  latest.current = history;
  const request = useRef(0);

  const load = useCallback(
    async (cursor: string | undefined, isRefresh = false): Promise<void> => {
      const own = ++request.current;
      update({ isLoading: true, hasFailed: false });
      try {
        const filter = search === '' ? {} : { search };
        const page = await api.listThreads({ first: PAGE_SIZE, ...(cursor ? { cursor } : {}) }, filter);
        if (own !== request.current) return;
        update({ ...merge(page, cursor, isRefresh, latest.current), isLoading: false, loadedAt: new Date() });
      } catch {
        if (own === request.current) update({ isLoading: false, hasFailed: true });
      }
    },
    [api, search],
  );

  useEffect(() => {
    // What matched before stays until the answer is there: an empty list between two letters is a flicker.
    void load(undefined);
  }, [load]);

  const refresh = useCallback(() => void load(undefined, true), [load]);
  const loadMore = useCallback(() => {
    if (latest.current.hasMore && !latest.current.isLoading) void load(latest.current.cursor);
  }, [load]);

  const rename = useCallback(
    async (threadId: string, name: string): Promise<void> => {
      await api.renameThread(threadId, name);
      update({
        threads: latest.current.threads.map((thread) =>
          thread.id === threadId ? { ...thread, name } : thread,
        ),
      });
    },
    [api],
  );

  const remove = useCallback(
    async (threadId: string): Promise<void> => {
      await api.deleteThread(threadId);
      update({ threads: latest.current.threads.filter(({ id }) => id !== threadId) });
    },
    [api],
  );

  return { ...history, refresh, loadMore, rename, remove };
}

function applyChange(old: History, change: Partial<History>): History {
  return { ...old, ...change };
}

type Page = Awaited<ReturnType<ChainlitAPI['listThreads']>>;

function merge(page: Page, cursor: string | undefined, isRefresh: boolean, old: History): Partial<History> {
  const threads = page.data.map(toSummary);
  const isRefreshOfMany = isRefresh && old.threads.length > PAGE_SIZE;
  if (isRefreshOfMany) return { threads: withoutDoubles([...threads, ...old.threads]) };
  return {
    threads: withoutDoubles(cursor === undefined ? threads : [...old.threads, ...threads]),
    cursor: page.pageInfo.endCursor ?? undefined,
    hasMore: page.pageInfo.hasNextPage,
  };
}

function toSummary(thread: IThread): ThreadSummary {
  return { id: thread.id, name: thread.name ?? '', updatedAt: new Date(thread.createdAt).toISOString() };
}

/** A thread that became active meanwhile is on an earlier page too; its first place is the right one. */
function withoutDoubles(threads: readonly ThreadSummary[]): readonly ThreadSummary[] {
  const seen = new Set<string>();
  return threads.filter(({ id }) => !seen.has(id) && seen.add(id));
}
