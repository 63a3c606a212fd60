/** Headers of a question's record: what decides about it before anything is parsed. */
export const QUESTION_HEADERS = {
  /** The channel of the live plane on which the answer is awaited. */
  replyTo: 'heddle-reply-to',
  /** Milliseconds since the epoch after which nobody waits any more. */
  deadline: 'heddle-deadline',
} as const;
