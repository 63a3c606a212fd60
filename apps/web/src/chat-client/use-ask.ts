import { askUserState, useChatData, useChatInteract, type IAction } from '@chainlit/react-client';
import { useCallback } from 'react';
import { useSetRecoilState } from 'recoil';
import { v4 as createId } from 'uuid';
import { useAccount } from './use-account.js';

export interface Ask {
  readonly kind: 'text' | 'file' | 'action' | 'element';
  readonly messageId: string;
  readonly actionIds: readonly string[];
}

/** A question of the app that waits for the user, and the two answers this page can give. */
export function useAsk() {
  const { askUser } = useChatData();
  const { replyMessage } = useChatInteract();
  const { account } = useAccount();
  const setAskUser = useSetRecoilState(askUserState);

  const answerText = useCallback(
    (text: string) =>
      replyMessage({
        id: createId(),
        threadId: '',
        name: account?.identifier ?? 'User',
        type: 'user_message',
        output: text,
        createdAt: new Date().toISOString(),
      }),
    [replyMessage, account?.identifier],
  );

  const answerAction = useCallback(
    (action: IAction) => {
      askUser?.callback(action);
      setAskUser(undefined);
    },
    [askUser, setAskUser],
  );

  const ask: Ask | undefined = askUser && {
    kind: askUser.spec.type,
    messageId: askUser.spec.step_id,
    actionIds: askUser.spec.keys ?? [],
  };
  return { ask, answerText, answerAction };
}
