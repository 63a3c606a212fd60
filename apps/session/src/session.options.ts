import type { FileStore } from '#libs/files';

/** How the session service learns who asks, where it keeps what it is told, and when sessions end. */
export interface SessionOptions {
  readonly signIn: 'on' | 'off';
  readonly publicUrl: string;
  readonly authUrl: string;
  readonly databaseUrl: string;
  /** Where the files of conversations are kept; the caller's to close. */
  readonly files: FileStore;
  /** How long a session outlives its last connection. */
  readonly sessionTimeoutSeconds: number;
}

/** The token of the `SessionOptions` of this service. */
export const SESSION_OPTIONS = Symbol('SESSION_OPTIONS');
