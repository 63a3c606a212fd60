import type { IAction } from '@chainlit/react-client';
import { useCallback, useSyncExternalStore } from 'react';
import { v4 as createId } from 'uuid';
import type { Ask } from './ask-desk.js';
import { useAccount } from './use-account.js';
import { useSessionParts } from './use-session-parts.js';

/** The question that waits for the user, and every answer this page can give. Each says whether it went out. */
export function useAsk() {
  const { asks, show } = useSessionParts();
  const { account } = useAccount();
  const ask: Ask | undefined = useSyncExternalStore(asks.subscribe, asks.current);
  const name = account?.identifier ?? 'User';

  const answerText = useCallback(
    (text: string): boolean => {
      const parentId = asks.current()?.parentId;
      const message = {
        id: createId(),
        threadId: '',
        name,
        type: 'user_message' as const,
        output: text,
        createdAt: new Date().toISOString(),
        ...(parentId === undefined ? {} : { parentId }),
      };
      const isGiven = asks.answer({ ...message });
      if (isGiven) show(message);
      return isGiven;
    },
    [asks, show, name],
  );

  const answerAction = useCallback((action: IAction) => asks.answer(action), [asks]);
  const answerFiles = useCallback((ids: readonly string[]) => asks.answer(ids.map((id) => ({ id }))), [asks]);
  const decline = useCallback(() => asks.answer({ submitted: false }), [asks]);

  return { ask, answerText, answerAction, answerFiles, decline };
}
