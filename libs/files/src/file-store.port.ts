import type { Readable } from 'node:stream';

/** What is known of a stored file. */
export interface StoredFile {
  /** As the user or the app called it. */
  readonly name: string;
  /** Its MIME type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
}

/** Bytes of a file, counted from 0, both included. Those after the file's end are left out. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What a file is made of. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Where the files of conversations are kept: what users upload and what apps show. Every implementation passes one
 * contract suite. Keys are made by `fileKey`.
 *
 * Every method rejects with DomainError `unavailable` when the store cannot be reached or written.
 */
export interface FileStore {
  /**
   * Stores a file whole, or nothing of it; one of the same key is replaced, while those who read it read it to its
   * end. Content is never held in memory whole unless it is given so. Rejects with what the content's source throws.
   *
   * @throws DomainError `too_large` as soon as the content has more than `maxBytes`
   */
  put(
    key: string,
    content: FileContent,
    about: { readonly name: string; readonly type: string },
    limits?: { readonly maxBytes?: number },
  ): Promise<StoredFile>;

  /** What is known of the file; undefined when there is none. */
  describe(key: string): Promise<StoredFile | undefined>;

  /**
   * The file's bytes, or a range of them: to be read to the end, or destroyed.
   *
   * @throws DomainError `not_found`; `invalid_input` for a range that is none
   */
  read(key: string, range?: ByteRange): Promise<Readable>;

  /** Removes the file; one that is not there is as good as removed. */
  remove(key: string): Promise<void>;

  /** Ends connections. */
  close(): Promise<void>;
}
