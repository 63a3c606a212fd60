import {
  chatProfileState,
  commandsState,
  currentThreadIdState,
  loadingState,
  threadIdToResumeState,
  useChatInteract,
} from '@chainlit/react-client';
import { useCallback } from 'react';
import { useRecoilValue, useSetRecoilState } from 'recoil';
import { useSessionParts } from './use-session-parts.js';

/** Which conversation it is. Each of these begins a session of its own. */
export function useChat() {
  const { clear, setIdToResume } = useChatInteract();
  const { outbox, monitor, asks } = useSessionParts();
  const setProfileName = useSetRecoilState(chatProfileState);
  const setLoading = useSetRecoilState(loadingState);
  const setCommands = useSetRecoilState(commandsState);
  const liveId = useRecoilValue(currentThreadIdState);
  const idToResume = useRecoilValue(threadIdToResumeState);
  const threadId = liveId ?? idToResume;

  const startNew = useCallback(() => {
    clear();
    outbox.clear();
    monitor.rest();
    asks.clear();
    // `clear` leaves these two as they were, and the next session would begin locked, with another's commands.
    setLoading(false);
    setCommands([]);
  }, [clear, outbox, monitor, asks, setLoading, setCommands]);

  const open = useCallback(
    (threadId: string) => {
      startNew();
      setIdToResume(threadId);
    },
    [startNew, setIdToResume],
  );

  /** The same conversation in a session of its own; where nothing was said yet, another one. */
  const renew = useCallback(() => {
    if (threadId === undefined) startNew();
    else open(threadId);
  }, [threadId, startNew, open]);

  const chooseProfile = useCallback(
    (name: string) => {
      startNew();
      setProfileName(name);
    },
    [startNew, setProfileName],
  );

  return { startNew, open, renew, chooseProfile };
}
