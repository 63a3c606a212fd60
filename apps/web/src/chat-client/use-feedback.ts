import { ChainlitContext, useChatSession } from '@chainlit/react-client';
import { useCallback, useContext, useState } from 'react';

export interface Rating {
  readonly id: string | undefined;
  readonly value: 0 | 1 | undefined;
}

/** Rates a turn by the id of its run. Choosing the same value again takes the rating back. */
export function useFeedback(runId: string, stored: Rating) {
  const api = useContext(ChainlitContext);
  const { sessionId } = useChatSession();
  const [rating, setRating] = useState(stored);

  const rate = useCallback(
    async (value: 0 | 1): Promise<void> => {
      if (rating.value === value && rating.id !== undefined) {
        await api.deleteFeedback(rating.id);
        setRating({ id: undefined, value: undefined });
        return;
      }
      const feedback = { forId: runId, value, ...(rating.id === undefined ? {} : { id: rating.id }) };
      const { feedbackId } = await api.setFeedback(feedback, sessionId);
      setRating({ id: feedbackId, value });
    },
    [api, runId, rating, sessionId],
  );

  return { value: rating.value, rate };
}
