import { askUserState, chatProfileState, loadingState, useChatInteract } from '@chainlit/react-client';
import { useCallback } from 'react';
import { useSetRecoilState } from 'recoil';
import { v4 as createId } from 'uuid';
import { useAccount } from './use-account.js';
import { useSessionParts } from './use-session-parts.js';

/** What the user can do with the conversation as a whole. */
export function useChat() {
  const { clear, setIdToResume } = useChatInteract();
  const { account } = useAccount();
  const { outbox, monitor } = useSessionParts();
  const setProfileName = useSetRecoilState(chatProfileState);
  const setLoading = useSetRecoilState(loadingState);
  const setAskUser = useSetRecoilState(askUserState);

  const send = useCallback(
    (text: string, command?: string) =>
      outbox.add(
        {
          threadId: '',
          id: createId(),
          name: account?.identifier ?? 'User',
          type: 'user_message',
          output: text,
          createdAt: new Date().toISOString(),
          metadata: { location: window.location.href },
          ...(command === undefined ? {} : { command }),
        },
        [],
      ),
    [outbox, account?.identifier],
  );

  const startNew = useCallback(() => {
    clear();
    outbox.clear();
    monitor.rest();
    // `clear` leaves these two as they were, and the next session would begin locked.
    setLoading(false);
    setAskUser(undefined);
  }, [clear, outbox, monitor, setLoading, setAskUser]);

  const open = useCallback(
    (threadId: string) => {
      startNew();
      setIdToResume(threadId);
    },
    [startNew, setIdToResume],
  );

  const chooseProfile = useCallback(
    (name: string) => {
      startNew();
      setProfileName(name);
    },
    [startNew, setProfileName],
  );

  return { send, startNew, open, chooseProfile };
}
