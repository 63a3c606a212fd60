import { once } from 'node:events';
import { PATH_TABLE, partOf } from '#libs/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EdgeUnderTest, PAGE } from './edge-under-test.js';
import type { Seen } from './stand-in.js';

describe('the edge', () => {
  let edge: EdgeUnderTest;
  beforeAll(async () => {
    edge = await EdgeUnderTest.start();
  });
  afterAll(() => edge.stop());

  const seenBy = async (path: string, init?: RequestInit): Promise<Seen> => {
    const response = await edge.fetch(path, init);
    expect(`${path} ${response.status}`).toBe(`${path} 200`);
    return (await response.json()) as Seen;
  };

  /** Who answers, by the rules of the path table; a 405 is nginx's answer to a POST of the page. */
  const answeredBy = async (method: string, path: string): Promise<string> => {
    const response = await edge.fetch(path, { method });
    const text = await response.text();
    if (response.status === 405 || text === PAGE) return 'web';
    return (JSON.parse(text) as Seen).server.replace(/-\d$/, '');
  };

  const below = PATH_TABLE.flatMap(({ path }) => [path, `${path}/below`, `${path}-beside`]);
  it.each([...below, '/', '/thread/5', '/admin', '/project', '/project/threads/5'])(
    'sends %s where the path table says',
    async (path) => {
      for (const method of ['GET', 'POST']) {
        expect(`${method} → ${await answeredBy(method, path)}`).toBe(`${method} → ${partOf(method, path)}`);
      }
    },
  );

  it('hands over the path and query as they came', async () => {
    const { url } = await seenBy('/public/a%20b/%C3%A9.png?x=1&y=%2F');
    expect(url).toBe('/public/a%20b/%C3%A9.png?x=1&y=%2F');
  });

  it.each(['/project/thread/..%2f..%2fetc', '/public/%2e%2e%2flogin', '/avatars/a%2f.%2E', '/.%2fuser'])(
    'has nothing at %s, which means one thing decoded and another as it is',
    async (path) => {
      expect((await edge.fetch(path)).status).toBe(404);
    },
  );

  it.each(['/avatars/A%2FB', '/public/..a/b..', '/public/x?to=/../y'])('hands over %s', async (path) => {
    expect((await seenBy(path)).url).toBe(path);
  });

  it('takes no empty path segment for nothing', async () => {
    expect(await (await edge.fetch('//user')).text()).toBe(PAGE);
  });

  it('serves the page for every path of its own, always asked for anew', async () => {
    for (const path of ['/', '/login', '/thread/9b1d']) {
      const response = await edge.fetch(path);
      expect(await response.text()).toBe(PAGE);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('lets browsers keep hashed assets for ever, and has no page in place of a missing one', async () => {
    const asset = await edge.fetch('/assets/index-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toContain('javascript');
    const missing = await edge.fetch('/assets/index-old.js');
    expect(missing.status).toBe(404);
    expect(missing.headers.get('cache-control')).toBeNull();
  });

  it('tells services the host and who asked', async () => {
    const { headers } = await seenBy('/user');
    expect(headers.host).toBe(new URL(edge.url).host);
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-forwarded-proto']).toBe('http');
    expect(headers['x-forwarded-host']).toBe(headers.host);
  });

  it('keeps what an ingress in front of it said', async () => {
    const said = {
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'chat.example.org',
    };
    const { headers } = await seenBy('/user', { headers: said });
    expect(headers).toMatchObject({ ...said, 'x-forwarded-for': '203.0.113.7, 127.0.0.1' });
  });

  it('compresses answers, but nothing on the socket path', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    expect((await edge.fetch('/user', { headers })).headers.get('content-encoding')).toBe('gzip');
    expect((await edge.fetch('/ws/socket.io/', { headers })).headers.get('content-encoding')).toBeNull();
  });

  it('refuses a body that no call has', async () => {
    const response = await edge.fetch('/auth/x', { method: 'POST', body: Buffer.alloc(17 * 1024 * 1024) });
    expect(response.status).toBe(413);
  });

  it('gives sockets to the gateways in turn and carries their bytes', async () => {
    const sockets = [];
    for (let opened = 0; opened < 4; opened++) sockets.push(await edge.openSocket());
    const servers = sockets.map(({ server }) => server);
    expect(servers.filter((server) => server === 'chat-gateway-1')).toHaveLength(2);
    expect(servers.filter((server) => server === 'chat-gateway-2')).toHaveLength(2);
    for (const { server, socket } of sockets) {
      socket.write(server);
      expect(String((await once(socket, 'data'))[0])).toBe(server);
      socket.destroy();
    }
  });

  it('lets nobody who comes later notice a dead replica, posted calls included', async () => {
    await edge.replica('chat-gateway', 0).die();
    await edge.replica('auth', 1).die();
    for (let tries = 0; tries < 6; tries++) {
      const { server, socket } = await edge.openSocket();
      socket.destroy();
      expect(server).toBe('chat-gateway-2');
      const { server: signedInBy } = await seenBy('/login', { method: 'POST', body: '{}' });
      expect(signedInBy).toBe('auth-1');
    }
  });

  it('is healthy by itself', async () => {
    expect(await (await edge.fetch('/health')).json()).toEqual({ status: 'ok' });
  });
});
