import { InProcessLivePlane } from '#libs/live';
import type { LiveFrame } from '#libs/live';
import type { Clock, Timer } from '#libs/platform';
import { beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../contract/live-plane-frames.js';

const MINUTE_MS = 60_000;
const THREAD = 'thread';
const frame: LiveFrame = { kind: 'first-interaction', interaction: 'Hi' };

describe('what the in-process live plane forgets', () => {
  let clock: HandClock;
  let plane: InProcessLivePlane;

  beforeEach(() => {
    clock = new HandClock();
    plane = new InProcessLivePlane(clock);
  });

  it('frames and texts, 15 minutes after the last of them; not their numbers', async () => {
    await plane.emit(THREAD, [frame, { kind: 'token', messageId: 'm', fence: 1, offset: 0, text: 'x' }]);
    const head = await plane.head(THREAD);
    clock.pass(14 * MINUTE_MS);
    expect(await plane.snapshot(THREAD)).toMatchObject({
      missed: [{ number: head }],
      streaming: [{ text: 'x' }],
    });
    clock.pass(MINUTE_MS);
    expect(await plane.snapshot(THREAD)).toMatchObject({ head, missed: [], complete: false, streaming: [] });
    expect(await plane.snapshot(THREAD, head)).toMatchObject({ head, complete: true });

    await plane.emit(THREAD, [frame]);
    expect((await plane.snapshot(THREAD, head)).missed).toEqual([{ frame, number: head + 1 }]);
  });

  it('a thread, an hour after the last emit or join; its numbers then go on higher', async () => {
    await plane.emit(THREAD, [frame, { kind: 'task', running: true }]);
    const head = await plane.head(THREAD);
    clock.pass(59 * MINUTE_MS);
    await plane.joinThread(THREAD, 'gateway', MINUTE_MS);
    clock.pass(59 * MINUTE_MS);
    expect(await plane.snapshot(THREAD, head)).toMatchObject({ head, complete: true, running: true });
    clock.pass(MINUTE_MS);
    expect(await plane.snapshot(THREAD, head)).toMatchObject({ head: 0, complete: false, running: false });

    await plane.emit(THREAD, [frame]);
    const snapshot = await plane.snapshot(THREAD, head);
    expect(snapshot).toMatchObject({ missed: [], complete: false });
    expect(snapshot.head).toBeGreaterThan(head);
  });

  it('an ask at its deadline, not before, even if that is hours away', async () => {
    const askFrame = ask('q', clock.now() + 180 * MINUTE_MS);
    await plane.emit(THREAD, [askFrame]);
    clock.pass(179 * MINUTE_MS);
    expect((await plane.snapshot(THREAD)).ask).toEqual(askFrame);
    clock.pass(MINUTE_MS);
    expect(await plane.snapshot(THREAD)).not.toHaveProperty('ask');
  });

  it('kept texts when their time is over', async () => {
    await plane.keep('name', 'text', MINUTE_MS);
    clock.pass(MINUTE_MS - 1);
    expect(await plane.kept('name')).toBe('text');
    clock.pass(1);
    expect(await plane.kept('name')).toBeUndefined();
  });

  it('a session when its time is over, and a number without a session after an hour', async () => {
    await plane.putSession({ sessionId: 's', threadId: THREAD, app: 'a', session: {} }, MINUTE_MS);
    await plane.markSeen('s', 1);
    await plane.markSeen('other', 2);
    clock.pass(MINUTE_MS);
    expect(await plane.getSession('s')).toBeUndefined();
    expect(await plane.lastSeen('s')).toBeUndefined();
    expect(await plane.lastSeen('other')).toBe(2);
    clock.pass(59 * MINUTE_MS);
    expect(await plane.lastSeen('other')).toBeUndefined();
  });
});

/** A clock that stands still until it is moved. */
class HandClock implements Clock {
  private time = Date.UTC(2030, 0, 1);
  private readonly timers = new Set<{ at: number; everyMs?: number; callback: () => void }>();

  now(): number {
    return this.time;
  }

  after(ms: number, callback: () => void): Timer {
    return this.start({ at: this.time + ms, callback });
  }

  every(ms: number, callback: () => void): Timer {
    return this.start({ at: this.time + ms, everyMs: ms, callback });
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Moves it on; timers that are due call back. */
  pass(ms: number): void {
    this.time += ms;
    for (const timer of this.timers) {
      if (timer.at > this.time) continue;
      if (timer.everyMs === undefined) this.timers.delete(timer);
      else timer.at = this.time + timer.everyMs;
      timer.callback();
    }
  }

  private start(timer: { at: number; everyMs?: number; callback: () => void }): Timer {
    this.timers.add(timer);
    return { cancel: () => void this.timers.delete(timer) };
  }
}
