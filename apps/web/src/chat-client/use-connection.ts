import { useSyncExternalStore } from 'react';
import type { Connection } from './connection-monitor.js';
import { useSessionParts } from './use-session-parts.js';

export function useConnection(): Connection & { retry: () => void } {
  const { monitor } = useSessionParts();
  const connection = useSyncExternalStore(monitor.subscribe, monitor.current);
  return { ...connection, retry: monitor.retry };
}
