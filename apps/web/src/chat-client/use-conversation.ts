import { useChatMessages } from '@chainlit/react-client';
import { useMemo, useState } from 'react';
import type { ConversationStep } from './conversation-step.js';
import { StepCache } from './step-cache.js';

/** The live conversation as a tree. */
export function useConversation(): readonly ConversationStep[] {
  const { messages } = useChatMessages();
  const [cache] = useState(() => new StepCache());
  return useMemo(() => cache.share(messages), [cache, messages]);
}
