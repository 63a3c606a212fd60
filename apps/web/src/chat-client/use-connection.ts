import { useSyncExternalStore } from 'react';
import type { Connection } from './connection-monitor.js';
import { useSessionParts } from './use-session-parts.js';

export function useConnection(): Connection & { isOnline: boolean; retry: () => void } {
  const { monitor } = useSessionParts();
  const connection = useSyncExternalStore(monitor.subscribe, monitor.current);
  const isOnline = connection.phase === 'online' || connection.phase === 'caught-up';
  return { ...connection, isOnline, retry: monitor.retry };
}
