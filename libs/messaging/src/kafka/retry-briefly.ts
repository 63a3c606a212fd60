import type { Clock } from '#libs/platform';
import { isUnknownTopic } from './kafka-error.js';

const RETRY_MS = 200;
/** While a broker restarts. */
const ATTEMPTS = 100;
/** A topic that was just made may be unknown to the broker that is asked. */
const UNKNOWN_TOPIC_ATTEMPTS = 6;

/**
 * Tries again what may fail while brokers come and go.
 *
 * @throws the last error, after some 20 s, or 1 s when a topic is unknown
 */
export async function retryBriefly<T>(
  clock: Clock,
  action: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (signal?.aborted || attempt >= (isUnknownTopic(error) ? UNKNOWN_TOPIC_ATTEMPTS : ATTEMPTS))
        throw error;
      await clock.sleep(RETRY_MS, signal);
    }
  }
}
