/** A suggested first message. */
export interface Starter {
  readonly label: string;
  readonly message: string;
  /** Arrives as the message's `command`. */
  readonly command?: string;
  /** A Lucide name or a URL. */
  readonly icon?: string;
}

/** A way to talk to the app. */
export interface ChatProfile {
  /** Unique in a deployment. */
  readonly name: string;
  readonly displayName?: string;
  readonly markdownDescription: string;
  /** A Lucide name or a URL. */
  readonly icon?: string;
  /** The profile of clients that name none. Of several the first counts. */
  readonly default?: boolean;
  /** An empty list hides the app's own starters. */
  readonly starters?: readonly Starter[];
  /** Only users who have one of these roles, or are in one of `groups`, see and may use it. Neither: everybody. */
  readonly roles?: readonly string[];
  readonly groups?: readonly string[];
}
