import { useChatSession } from '@chainlit/react-client';
import { useEffect, useRef } from 'react';
import { useSessionParts } from './use-session-parts.js';
import type { UserEnv } from './user-env.js';

/**
 * Keeps one live session while `isWanted`. The profile is not a reason to connect again: a session keeps the one
 * it began with, and a reopened thread brings its own, which must not reopen it a second time.
 */
export function useLiveSession(
  isWanted: boolean,
  userEnv: UserEnv,
): { threadIdToResume: string | undefined } {
  const { connect, disconnect, sessionId, idToResume } = useChatSession();
  const { monitor } = useSessionParts();
  const end = useRef(disconnect);
  end.current = disconnect;

  useEffect(() => {
    if (!isWanted) return;
    void connect({ transports: ['websocket'], userEnv });
    // `connect` waits 200 ms, and a call from an earlier render carries that render's session.
    return () => connect.cancel();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `connect` changes with the profile, and `userEnv` is the session's from its beginning
  }, [isWanted, sessionId, idToResume]);

  useEffect(() => {
    if (!isWanted) return;
    return () => {
      monitor.rest();
      end.current();
    };
  }, [isWanted, monitor]);

  return { threadIdToResume: idToResume };
}
