import { useCallback, useSyncExternalStore } from 'react';
import type { Delivery } from './outbox.js';
import { useSessionParts } from './use-session-parts.js';

/** Undefined once the server has begun to answer the message. */
export function useDelivery(messageId: string): { delivery: Delivery | undefined; retry: () => void } {
  const { outbox } = useSessionParts();
  const delivery = useSyncExternalStore(outbox.subscribe, () => outbox.deliveryOf(messageId));
  const retry = useCallback(() => outbox.retry(messageId), [outbox, messageId]);
  return { delivery, retry };
}
