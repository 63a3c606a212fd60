import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ActionReply, Json } from '#libs/contracts';
import type { Unsubscribe } from '#libs/live';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { Timer } from '#libs/platform';

/** An action's handler may take this long. */
const PATIENCE_MS = 10 * 60_000;

/** What the handlers of actions return to this instance. */
@Injectable()
export class ActionReplies implements OnModuleInit, OnApplicationShutdown {
  /** Where replies to this instance are published. */
  readonly channel: string;
  private readonly waiting = new Map<string, (reply: ActionReply) => void>();
  private unsubscribe: Unsubscribe | undefined;

  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {
    this.channel = `action:${parts.instanceId}`;
  }

  async onModuleInit(): Promise<void> {
    this.unsubscribe = await this.parts.live.subscribe(this.channel, (message) => {
      // Replies that come late or twice find nobody waiting.
      const reply = JSON.parse(message) as ActionReply;
      this.waiting.get(reply.callId)?.(reply);
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.unsubscribe?.();
    for (const [callId, settle] of this.waiting)
      settle({ callId, error: 'The server was stopped before the action had ended. Please try again.' });
  }

  /**
   * Calls, and resolves with the reply to it.
   *
   * @throws DomainError `internal` with the words of the handler for the user; `timeout` when none came; what `call` throws
   */
  async to(callId: string, call: () => Promise<void>): Promise<Json> {
    let patience: Timer | undefined;
    const replied = new Promise<ActionReply | undefined>((resolve) => {
      patience = this.parts.clock.after(PATIENCE_MS, () => resolve(undefined));
      this.waiting.set(callId, resolve);
    });
    try {
      await call();
      const reply = await replied;
      if (!reply) throw new DomainError('timeout', 'The action has not ended within ten minutes');
      if (reply.error !== undefined) throw new DomainError('internal', reply.error);
      return reply.response ?? null;
    } finally {
      patience?.cancel();
      this.waiting.delete(callId);
    }
  }
}
