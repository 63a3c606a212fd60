import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ActionReply, Json } from '#libs/contracts';
import type { Unsubscribe } from '#libs/live';
import { MESSAGING_PARTS } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import type { Timer } from '#libs/platform';

/** An action's handler may take this long. */
const PATIENCE_MS = 10 * 60_000;

/** A call that waits. */
interface Waiting {
  settle(reply: ActionReply): void;
  fail(error: DomainError): void;
}

/** What the handlers of actions return to this instance. */
@Injectable()
export class ActionReplies implements OnModuleInit, BeforeApplicationShutdown {
  /** Where replies to this instance are published. */
  readonly channel: string;
  private readonly waiting = new Map<string, Waiting>();
  private unsubscribe: Unsubscribe | undefined;

  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {
    this.channel = `action:${parts.instanceId}`;
  }

  async onModuleInit(): Promise<void> {
    this.unsubscribe = await this.parts.live.subscribe(this.channel, (message) => {
      // Replies that come late or twice find nobody waiting.
      const reply = JSON.parse(message) as ActionReply;
      this.waiting.get(reply.callId)?.settle(reply);
    });
  }

  /** The HTTP server closes once every request has its answer: nobody may wait any longer. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.unsubscribe?.();
    for (const { fail } of this.waiting.values())
      fail(new DomainError('unavailable', 'The server was stopped before the action had ended'));
  }

  /**
   * Calls, and resolves with the reply to it.
   *
   * @throws DomainError `internal` with the words of the handler for the user; `timeout` when none came; `unavailable`
   *   when this instance stops; what `call` throws
   */
  async to(callId: string, call: () => Promise<void>): Promise<Json> {
    let patience: Timer | undefined;
    const replied = new Promise<ActionReply>((settle, fail) => {
      this.waiting.set(callId, { settle, fail });
      patience = this.parts.clock.after(PATIENCE_MS, () =>
        fail(new DomainError('timeout', 'The action has not ended within ten minutes')),
      );
    });
    try {
      const [reply] = await Promise.all([replied, call()]);
      if (reply.error !== undefined) throw new DomainError('internal', reply.error);
      return reply.response ?? null;
    } finally {
      patience?.cancel();
      this.waiting.delete(callId);
    }
  }
}
