import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webPage } from '../../../../apps/standalone/src/web-page.js';

let folder: string;
let server: Server;

const get = (path: string, method = 'GET') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'heddle-page-'));
  // Where `npx` keeps what it runs.
  const root = join(folder, '.npm/_npx/web');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<title>the page</title>');
  writeFileSync(join(root, 'assets/app-1.js'), 'run()');
  server = webPage(root).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('the page', () => {
  it.each(['/', '/thread/1', '/login'])(
    'is served at %s, also below a folder that begins with a dot',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('the page');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    },
  );

  it('has its assets for ever', async () => {
    const response = await get('/assets/app-1.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe('run()');
  });

  it.each([
    ['an asset that is not there', '/assets/none.js', 'GET'],
    ['a path that cannot be read', '/assets/%', 'GET'],
    ['another method', '/', 'POST'],
  ])('answers %s with 4xx and a detail, and nothing of the server', async (_, path, method) => {
    const response = await get(path, method);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
    expect(await response.json()).toEqual({ detail: 'Not Found' });
  });
});
