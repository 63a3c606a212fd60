import { encodeBatch, encodeDelivered, endedStep, isDurable } from '../frame-encoding.js';
import type {
  AskFrame,
  DeliveredFrame,
  DurableFrame,
  LiveFrame,
  ThreadSnapshot,
  TokenFrame,
} from '../frames.js';
import { REPLAY_FRAMES, REPLAY_TTL_MS, THREAD_TTL_MS } from '../limits.js';
import { StreamingMemory } from '../streaming-memory.js';

/** What the live plane knows of one thread. Frames are kept as JSON: a sender that changes one later changes nothing here. */
export class LiveThread {
  /** When everything here may be forgotten. */
  expiresAt: number;
  private head: number;
  private readonly begin: number;
  private readonly log: string[] = [];
  private logExpiresAt = 0;
  private running = false;
  private ask: { readonly id: string; readonly deadline: number; readonly json: string } | undefined;
  private textsExpireAt = 0;
  private readonly texts = new Map<string, StreamingMemory>();
  private readonly fences = new Map<string, number>();
  private readonly routes = new Map<string, number>();

  constructor(now: number) {
    this.head = this.begin = now;
    this.expiresAt = now + THREAD_TTL_MS;
  }

  /** The newest frame number. */
  get newest(): number {
    return this.head;
  }

  join(gatewayId: string, now: number, ttlMs: number): void {
    this.touch(now);
    this.routes.set(gatewayId, now + ttlMs);
  }

  leave(gatewayId: string): void {
    this.routes.delete(gatewayId);
  }

  /** Takes frames in and returns the batch to publish, if anything is left of it. */
  take(threadId: string, frames: readonly LiveFrame[], now: number): string | undefined {
    this.forget(now);
    const delivered: string[] = [];
    for (const frame of frames) {
      const json = JSON.stringify(frame);
      if (isDurable(frame)) delivered.push(encodeDelivered(json, this.keep(frame, json, now)));
      else if (frame.kind !== 'token' || this.remember(frame, now)) delivered.push(encodeDelivered(json));
      if (frame.kind === 'task') this.running = frame.running;
      else if (frame.kind === 'ask') this.ask = { id: frame.step.id, deadline: frame.spec.deadline, json };
      else if (frame.kind === 'ask-ended' && frame.askId === this.ask?.id) this.ask = undefined;
    }
    this.touch(now);
    return delivered.length > 0 ? encodeBatch(threadId, delivered) : undefined;
  }

  /** The gateways to publish to. */
  gateways(now: number): string[] {
    for (const [gatewayId, expiresAt] of this.routes) if (expiresAt <= now) this.routes.delete(gatewayId);
    return [...this.routes.keys()];
  }

  snapshot(after: number, now: number): ThreadSnapshot {
    this.forget(now);
    const first = this.head - this.log.length;
    const complete = after === 0 ? first === this.begin : after >= first && after <= this.head;
    const skipped = after === 0 ? 0 : complete ? after - first : this.log.length;
    const missed = this.log.slice(skipped).map((json, index): DeliveredFrame => ({
      frame: JSON.parse(json) as LiveFrame,
      number: first + skipped + index + 1,
    }));
    const streaming = [...this.texts].map(([messageId, text]) => text.describe(messageId));
    const ask = this.ask && { ask: JSON.parse(this.ask.json) as AskFrame };
    return { head: this.head, missed, complete, running: this.running, ...ask, streaming };
  }

  private touch(now: number): void {
    this.expiresAt = Math.max(now + THREAD_TTL_MS, this.ask?.deadline ?? 0);
  }

  private forget(now: number): void {
    if (this.ask && this.ask.deadline <= now) this.ask = undefined;
    if (this.logExpiresAt <= now) this.log.length = 0;
    if (this.textsExpireAt > now) return;
    this.texts.clear();
    this.fences.clear();
  }

  private keep(frame: DurableFrame, json: string, now: number): number {
    const ended = endedStep(frame);
    if (ended !== undefined) this.texts.delete(ended);
    this.log.push(json);
    if (this.log.length > REPLAY_FRAMES) this.log.shift();
    this.logExpiresAt = now + REPLAY_TTL_MS;
    return ++this.head;
  }

  /** False when the token is of an attempt that was overtaken. */
  private remember(token: TokenFrame, now: number): boolean {
    const fence = this.fences.get(token.messageId) ?? 0;
    if (token.fence < fence) return false;
    this.textsExpireAt = now + REPLAY_TTL_MS;
    this.fences.set(token.messageId, token.fence);
    const text = this.texts.get(token.messageId);
    if (text?.fence === token.fence && !token.replaces) text.add(token.offset, token.text);
    else this.texts.set(token.messageId, new StreamingMemory(token.fence, token.offset, token.text));
    return true;
  }
}
