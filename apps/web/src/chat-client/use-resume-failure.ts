import { resumeThreadErrorState } from '@chainlit/react-client';
import { useCallback } from 'react';
import { useRecoilState } from 'recoil';

/** Why the server would not reopen a thread, until it is taken. */
export function useResumeFailure(): { failure: string | undefined; dismiss: () => void } {
  const [failure, setFailure] = useRecoilState(resumeThreadErrorState);
  const dismiss = useCallback(() => setFailure(undefined), [setFailure]);
  return { failure, dismiss };
}
