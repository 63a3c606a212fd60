import { v4 as createId } from 'uuid';

/** `sending` may have been at it before: a line that breaks is no refusal. */
export type UploadPhase = 'sending' | 'done' | 'refused';

export interface UploadState {
  readonly phase: UploadPhase;
  /** 0 to 100. */
  readonly percent: number;
  readonly fileId?: string;
  /** The server's own words, where it had any. */
  readonly reason?: string;
}

export type SendFile = (
  file: File,
  onProgress: (percent: number) => void,
) => { xhr: XMLHttpRequest; promise: Promise<{ id: string }> };

const RETRY_MS = [1000, 2000, 5000];

/** One file on its way to the server, until it is there, refused or not wanted any more. */
export class Upload {
  readonly key = createId();
  private current: UploadState = { phase: 'sending', percent: 0 };
  private request: XMLHttpRequest | undefined;
  private timer: number | undefined;
  private attempts = 0;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly file: File,
    private readonly send: SendFile,
  ) {
    this.start();
  }

  /** Sends it again after a refusal. */
  retry = (): void => {
    if (this.current.phase === 'refused') this.start();
  };

  cancel(): void {
    window.clearTimeout(this.timer);
    const request = this.request;
    this.request = undefined;
    request?.abort();
    this.listeners.clear();
  }

  state = (): UploadState => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private start(): void {
    this.move({ phase: 'sending', percent: 0 });
    const { xhr, promise } = this.send(this.file, (percent) => {
      if (this.request === xhr) this.move({ phase: 'sending', percent: Math.round(percent) });
    });
    this.request = xhr;
    promise.then(
      ({ id }) => this.request === xhr && this.move({ phase: 'done', percent: 100, fileId: id }),
      (reason: unknown) => this.request === xhr && this.fail(xhr.status, reason),
    );
  }

  private fail(status: number, reason: unknown): void {
    if (status === 0) {
      const delay = RETRY_MS[Math.min(this.attempts, RETRY_MS.length - 1)];
      this.attempts += 1;
      this.timer = window.setTimeout(() => this.start(), delay);
      return;
    }
    // 'Upload failed' is what react-client says when the server said nothing that can be shown.
    const isSaid = typeof reason === 'string' && reason !== 'Upload failed';
    this.move({ phase: 'refused', percent: 0, ...(isSaid ? { reason } : {}) });
  }

  private move(state: UploadState): void {
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}
