/** Durable frames kept per thread. */
export const REPLAY_FRAMES = 256;

/** How long durable frames and streaming texts are kept after the last of them. */
export const REPLAY_TTL_MS = 15 * 60_000;

/** How long a thread's counter and its `running` outlive the last emit or join. */
export const THREAD_TTL_MS = 60 * 60_000;

/** How long a frame number marked as seen is kept when its session is not. */
export const SEEN_TTL_MS = 60 * 60_000;
