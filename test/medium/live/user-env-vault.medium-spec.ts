import { randomBytes } from 'node:crypto';
import { InProcessLivePlane, UserEnvVault } from '#libs/live';
import { systemClock } from '#libs/platform';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const MINUTE_MS = 60_000;

describe('the keys that users supply', () => {
  const key = randomBytes(32);
  let live: InProcessLivePlane;
  let lines: string[];

  const vault = (ofKey: Uint8Array = key) => {
    const write = (line: string) => void lines.push(line);
    return new UserEnvVault(live, ofKey, { log: write, warn: write });
  };

  beforeEach(() => {
    live = new InProcessLivePlane(systemClock);
    lines = [];
  });

  afterEach(() => live.close());

  it('are there for whoever has the key, until they are replaced or dropped', async () => {
    expect(await vault().get('s1')).toEqual({});
    await vault().put('s1', { OPENAI_API_KEY: 'sk-Grüße 🧵', EMPTY: '' }, MINUTE_MS);
    await vault().put('s2', { OPENAI_API_KEY: 'other' }, MINUTE_MS);
    expect(await vault().get('s1')).toEqual({ OPENAI_API_KEY: 'sk-Grüße 🧵', EMPTY: '' });
    await vault().put('s1', { A: 'b' }, MINUTE_MS);
    expect(await vault().get('s1')).toEqual({ A: 'b' });
    await vault().drop('s1');
    expect(await vault().get('s1')).toEqual({});
    expect(await vault().get('s2')).toEqual({ OPENAI_API_KEY: 'other' });
    expect(lines).toEqual([]);
  });

  it('are gone after their time', async () => {
    await vault().put('s1', { A: 'b' }, 20);
    await vi.waitFor(async () => expect(await vault().get('s1')).toEqual({}));
  });

  it('live on when they are renewed, and are not made when there are none', async () => {
    await vault().put('s1', { A: 'b' }, 50);
    await vault().renew('s1', MINUTE_MS);
    await vault().put('s2', { A: 'b' }, 50);
    await vi.waitFor(async () => expect(await vault().get('s2')).toEqual({}));
    expect(await vault().get('s1')).toEqual({ A: 'b' });
    await vault().renew('s2', MINUTE_MS);
    expect(await live.kept('env:s2')).toBeUndefined();
  });

  it('live on when they are renewed; nothing comes of renewing what is not there', async () => {
    await vault().put('s1', { A: 'b' }, 30);
    await vault().put('s2', { A: 'b' }, 30);
    await vault().renew('s1', MINUTE_MS);
    await vault().renew('s3', MINUTE_MS);
    await vi.waitFor(async () => expect(await vault().get('s2')).toEqual({}));
    expect(await vault().get('s1')).toEqual({ A: 'b' });
    expect(await vault().get('s3')).toEqual({});
  });

  it('are not readable in the store, nor alike when they are the same', async () => {
    await vault().put('s1', { A: 'a secret' }, MINUTE_MS);
    const first = await live.kept('env:s1');
    await vault().put('s1', { A: 'a secret' }, MINUTE_MS);
    const second = await live.kept('env:s1');
    expect(first?.split('.')).toHaveLength(5);
    expect(JSON.parse(Buffer.from(first?.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
    });
    expect(second).not.toBe(first);
    expect(first).not.toContain(Buffer.from('a secret').toString('base64url').slice(2, -2));
  });

  it('are as good as not there for who has another key, or when somebody meddled with them; it is told without them', async () => {
    await vault().put('s1', { A: 'a secret' }, MINUTE_MS);
    expect(await vault(randomBytes(32)).get('s1')).toEqual({});

    const sealed = (await live.kept('env:s1')) ?? '';
    await live.keep('env:s2', sealed, MINUTE_MS);
    expect(await vault().get('s2')).toEqual({});
    for (const broken of ['', 'no JWE', `${sealed}x`, sealed.replace(/\.[^.]*$/, '.AAAA')]) {
      await live.keep('env:s1', broken, MINUTE_MS);
      expect(await vault().get('s1')).toEqual({});
    }

    expect(lines).toHaveLength(6);
    for (const line of lines) expect(line).toContain('HEDDLE_KEK');
    expect(lines.join()).not.toContain('a secret');
    expect(lines.join()).not.toContain(sealed.slice(-20));
  });

  it.each([0, 16, 31, 33])('are not kept with a key of %i bytes', (length) => {
    expect(() => vault(new Uint8Array(length))).toThrow(/32 bytes in base64/);
  });
});
