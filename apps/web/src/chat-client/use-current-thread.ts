import { currentThreadIdState, firstUserInteraction } from '@chainlit/react-client';
import { useRecoilValue } from 'recoil';

export interface CurrentThread {
  /** Known from the user's first interaction on, or once a thread is reopened. */
  readonly threadId: string | undefined;
  /** What the user did first; undefined in a reopened thread, too. */
  readonly firstInteraction: string | undefined;
}

const REOPENED = 'resume';

export function useCurrentThread(): CurrentThread {
  const threadId = useRecoilValue(currentThreadIdState);
  const interaction = useRecoilValue(firstUserInteraction);
  return { threadId, firstInteraction: interaction === REOPENED ? undefined : interaction };
}
