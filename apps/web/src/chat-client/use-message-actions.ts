import { ChainlitContext, useChatData, useChatSession, type IAction } from '@chainlit/react-client';
import { useCallback, useContext } from 'react';
import type { Ask } from './ask-desk.js';
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
      if (isAnswer(ask, action)) answerAction(action);
      else await api.callAction(action, sessionId);
    },
    [api, sessionId, ask, answerAction],
  );

  // react-client appends what it is sent: an action that comes again, after a reconnect, would be there twice.
  const own = new Map(
    actions.filter(({ forId }) => forId === messageId).map((action) => [action.id, action]),
  );
  const isHeld = (action: MessageAction): boolean => isAnswer(ask, action) && ask?.isAnswerable !== true;
  return { actions: [...own.values()], isHeld, run };
}

function isAnswer(ask: Ask | undefined, { id }: MessageAction): boolean {
  return ask?.kind === 'action' && ask.actionIds.includes(id);
}
