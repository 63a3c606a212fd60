import { useChatData, useChatInteract } from '@chainlit/react-client';
import { useCallback, useSyncExternalStore } from 'react';
import { useSessionParts } from './use-session-parts.js';

/** The running turn: `isRunning` as the server says it, `isExpected` from sending until then. */
export function useTurn(): { isRunning: boolean; isExpected: boolean; stop: () => void } {
  const { loading } = useChatData();
  const { stopTask } = useChatInteract();
  const { outbox, monitor } = useSessionParts();
  const isExpected = useSyncExternalStore(outbox.subscribe, () => outbox.isExpectingTurn());
  // Socket.IO would keep a stop for the next connection, where it would end another turn.
  const stop = useCallback(() => {
    if (monitor.isConnected()) stopTask();
  }, [monitor, stopTask]);
  return { isRunning: loading, isExpected, stop };
}
