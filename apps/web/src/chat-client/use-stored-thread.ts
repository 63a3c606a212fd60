import { nestMessages, useApi, type IThread } from '@chainlit/react-client';
import { useMemo } from 'react';
import type { ConversationStep } from './conversation-step.js';
import { StepCache } from './step-cache.js';
import { toMessageElements, type MessageElement } from './use-elements.js';

export interface StoredThread {
  readonly name: string;
  readonly steps: readonly ConversationStep[];
  readonly elements: readonly MessageElement[];
}

/** A thread as history holds it, without a session. */
export function useStoredThread(threadId: string): { thread: StoredThread | undefined; hasFailed: boolean } {
  const { data, error } = useApi<IThread>(`/project/thread/${encodeURIComponent(threadId)}`, {
    revalidateOnFocus: false,
    shouldRetryOnError: false,
  });
  const thread = useMemo(() => (data ? toStoredThread(data) : undefined), [data]);
  return { thread, hasFailed: error !== undefined || data === null };
}

function toStoredThread(thread: IThread): StoredThread {
  const elements = (thread.elements ?? []).flatMap((element) =>
    element.type === 'tasklist' ? [] : [element],
  );
  return {
    name: thread.name ?? '',
    // Nesting changes the steps it is given, and these belong to the request cache.
    steps: new StepCache().share(nestMessages(structuredClone(thread.steps))),
    elements: toMessageElements(elements),
  };
}
