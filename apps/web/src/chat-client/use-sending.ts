import { useCallback } from 'react';
import { v4 as createId } from 'uuid';
import type { Upload } from './upload.js';
import { useAccount } from './use-account.js';
import { useSessionParts } from './use-session-parts.js';

export interface NewMessage {
  readonly text: string;
  readonly command?: string | undefined;
  readonly uploads?: readonly Upload[];
}

/** Messages on their way. `holdsUnsent`: whether leaving now would lose some. */
export function useSending() {
  const { account } = useAccount();
  const { outbox } = useSessionParts();

  const send = useCallback(
    ({ text, command, uploads = [] }: NewMessage) =>
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
        uploads,
      ),
    [outbox, account?.identifier],
  );
  const holdsUnsent = useCallback(() => outbox.holdsUnsent(), [outbox]);
  const forgetUnsent = useCallback(() => outbox.clear(), [outbox]);

  return { send, holdsUnsent, forgetUnsent };
}
