import { Inject, Injectable, Logger } from '@nestjs/common';
import type { AppManifestDto } from '#libs/contracts';
import { UserEnvVault } from '#libs/live';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { GATEWAY_OPTIONS } from '../chat-gateway.options.js';
import type { ChatGatewayOptions } from '../chat-gateway.options.js';
import { HandshakeRefused } from '../socket/refusals.js';
import { suppliedEnv } from './supplied-env.js';

/** What users supply of their own for the apps that ask for it (wire protocol §3.2): kept for workers, never in the log. */
@Injectable()
export class UserEnvs {
  private readonly logger = new Logger(UserEnvs.name);
  private readonly vault: UserEnvVault | undefined;
  private readonly ttlMs: number;

  constructor(
    @Inject(MESSAGING_PARTS) { live }: MessagingParts,
    @Inject(GATEWAY_OPTIONS) { envKey, sessionTimeoutSeconds }: ChatGatewayOptions,
  ) {
    this.vault = envKey && new UserEnvVault(live, envKey, this.logger);
    this.ttlMs = sessionTimeoutSeconds * 1_000;
  }

  /**
   * Keeps, for a session of this app, what its user supplied and the app asks for. False when it asks for nothing.
   *
   * @param text the handshake's `userEnv`
   * @throws HandshakeRefused what is missing or cannot be kept
   */
  async keep(
    sessionId: string,
    { app, userEnv }: AppManifestDto,
    text: string | undefined,
  ): Promise<boolean> {
    if (userEnv.length === 0) return false;
    const env = suppliedEnv(userEnv, text);
    if (!this.vault) {
      this.logger.error(
        `${app} asks users for ${userEnv.join(', ')}: set HEDDLE_KEK for gateways and workers`,
      );
      throw new HandshakeRefused(
        'This server cannot keep user environment variables: its operator has to set HEDDLE_KEK',
        'unavailable',
      );
    }
    await this.vault.put(sessionId, env, this.ttlMs);
    return true;
  }

  /** What was kept lives for the session timeout from now. */
  async renew(sessionId: string): Promise<void> {
    await this.vault?.renew(sessionId, this.ttlMs);
  }

  async drop(sessionId: string): Promise<void> {
    await this.vault?.drop(sessionId);
  }
}
