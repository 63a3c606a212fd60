import { describe, expect, it } from 'vitest';
import { systemClock } from '#libs/platform';

const AN_HOUR_MS = 3_600_000;

describe('the machine’s clock', () => {
  it('sleeps until the time is over, or the signal aborts, or not at all when it has already', async () => {
    await systemClock.sleep(1);
    const abort = new AbortController();
    const sleeping = systemClock.sleep(AN_HOUR_MS, abort.signal);
    abort.abort(new Error('enough'));
    await sleeping;
    await systemClock.sleep(AN_HOUR_MS, abort.signal);
  });

  it('leaves nothing behind on the signal', async () => {
    const abort = new AbortController();
    let listeners = 0;
    const counted = new Proxy(abort.signal, {
      get(signal, name) {
        if (name === 'addEventListener') listeners += 1;
        if (name === 'removeEventListener') listeners -= 1;
        const value: unknown = Reflect.get(signal, name, signal);
        return typeof value === 'function' ? (value.bind(signal) as unknown) : value;
      },
    });
    await systemClock.sleep(1, counted);
    expect(listeners).toBe(0);
  });

  it('calls back once or again and again, unless cancelled', async () => {
    const calls: string[] = [];
    systemClock.after(1, () => calls.push('cancelled')).cancel();
    systemClock.after(1, () => calls.push('once'));
    await new Promise<void>((resolve) => {
      const timer = systemClock.every(1, () => {
        calls.push('again');
        if (calls.filter((call) => call === 'again').length < 3) return;
        timer.cancel();
        resolve();
      });
    });
    await systemClock.sleep(5);
    expect(calls.filter((call) => call === 'again')).toHaveLength(3);
    expect(calls.filter((call) => call === 'once')).toHaveLength(1);
    expect(calls).not.toContain('cancelled');
  });
});
