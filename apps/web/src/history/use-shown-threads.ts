import { useEffect, useRef } from 'react';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useThreadHistory } from '../chat-client/use-thread-history.js';
import { useTurn } from '../chat-client/use-turn.js';

/** The history, and in it the thread that has just begun. */
export function useShownThreads(search: string) {
  const { threadId, firstInteraction } = useCurrentThread();
  const { isRunning } = useTurn();
  const history = useThreadHistory(search);
  const { threads, loadedAt, refresh } = history;

  // A turn's end moves its thread to the top, and is when a new thread surely is in the history.
  const wasRunning = useRef(isRunning);
  useEffect(() => {
    if (wasRunning.current && !isRunning && threadId !== undefined) refresh();
    wasRunning.current = isRunning;
  }, [isRunning, threadId, refresh]);

  // The history is written behind the conversation: until it has the new thread, the page knows of it alone.
  const isUnlisted = search === '' && threadId !== undefined && !threads.some(({ id }) => id === threadId);
  const unlisted =
    isUnlisted && firstInteraction !== undefined
      ? [{ id: threadId, name: firstInteraction, updatedAt: loadedAt.toISOString() }]
      : [];
  return { ...history, threads: [...unlisted, ...threads] };
}
