import { ChainlitContext, useChatData, useChatSession, type IAction } from '@chainlit/react-client';
import { useCallback, useContext } from 'react';
import { useAsk } from './use-ask.js';

export type MessageAction = IAction;

/** The buttons under one message. A button that answers a pending question answers it; any other calls the app. */
export function useMessageActions(messageId: string) {
  const api = useContext(ChainlitContext);
  const { actions } = useChatData();
  const { sessionId } = useChatSession();
  const { ask, answerAction } = useAsk();

  const run = useCallback(
    async (action: MessageAction): Promise<void> => {
      if (ask?.kind === 'action' && ask.actionIds.includes(action.id)) answerAction(action);
      else await api.callAction(action, sessionId);
    },
    [api, sessionId, ask, answerAction],
  );

  return { actions: actions.filter(({ forId }) => forId === messageId), run };
}
