import { CompactEncrypt, compactDecrypt } from 'jose';
import { DomainError } from '#libs/platform';
import { silentLogger } from './live-logger.js';
import type { LiveLogger } from './live-logger.js';
import type { LivePlane } from './live-plane.port.js';

const KEY_BYTES = 32;

/** What is encrypted: with its session, so that whoever writes to the store cannot give one session's keys to another. */
interface SessionEnv {
  readonly sessionId: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Where the keys that users supply wait for the worker: in the live store, encrypted (JWE, `dir` with A256GCM) with a
 * key that gateways and workers share. They are never in the log, in a database or in an event.
 */
export class UserEnvVault {
  private readonly key: Uint8Array;

  /** @throws DomainError `invalid_input` for a key that has not 32 bytes */
  constructor(
    private readonly live: Pick<LivePlane, 'keep' | 'kept' | 'unkeep'>,
    key: Uint8Array,
    private readonly logger: LiveLogger = silentLogger,
  ) {
    if (key.length !== KEY_BYTES)
      throw new DomainError(
        'invalid_input',
        `The key for what users supply has ${key.length} bytes; set HEDDLE_KEK to 32 bytes in base64.`,
      );
    this.key = Uint8Array.from(key);
  }

  /** Keeps what a session's user supplied for `ttlMs`. It replaces what was there. */
  async put(sessionId: string, env: Readonly<Record<string, string>>, ttlMs: number): Promise<void> {
    const content: SessionEnv = { sessionId, env };
    const sealed = await new CompactEncrypt(Buffer.from(JSON.stringify(content)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.key);
    await this.live.keep(nameOf(sessionId), sealed, ttlMs);
  }

  /** What was supplied; empty when there is nothing, or nothing that this key opens. */
  async get(sessionId: string): Promise<Record<string, string>> {
    const sealed = await this.live.kept(nameOf(sessionId));
    if (sealed === undefined) return {};
    const content = await this.open(sealed);
    if (content?.sessionId === sessionId) return { ...content.env };
    this.logger.warn(
      `The keys that the user of session ${sessionId} supplied cannot be read; has HEDDLE_KEK changed, or does it differ between gateways and workers?`,
    );
    return {};
  }

  /** What is kept lives for `ttlMs` from now; nothing comes of it where nothing is kept. */
  async renew(sessionId: string, ttlMs: number): Promise<void> {
    const sealed = await this.live.kept(nameOf(sessionId));
    if (sealed !== undefined) await this.live.keep(nameOf(sessionId), sealed, ttlMs);
  }

  /** Forgets them. */
  drop(sessionId: string): Promise<void> {
    return this.live.unkeep(nameOf(sessionId));
  }

  private async open(sealed: string): Promise<SessionEnv | undefined> {
    try {
      const { plaintext } = await compactDecrypt(sealed, this.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return JSON.parse(Buffer.from(plaintext).toString()) as SessionEnv;
    } catch {
      return undefined;
    }
  }
}

const nameOf = (sessionId: string): string => `env:${sessionId}`;
