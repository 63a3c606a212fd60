import { useChatData, useChatInteract } from '@chainlit/react-client';
import { useSyncExternalStore } from 'react';
import { useSessionParts } from './use-session-parts.js';

/** The running turn: `isRunning` as the server says it, `isExpected` from sending until then. */
export function useTurn(): { isRunning: boolean; isExpected: boolean; stop: () => void } {
  const { loading } = useChatData();
  const { stopTask } = useChatInteract();
  const { outbox } = useSessionParts();
  const isExpected = useSyncExternalStore(outbox.subscribe, () => outbox.isExpectingTurn());
  return { isRunning: loading, isExpected, stop: stopTask };
}
