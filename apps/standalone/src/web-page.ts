import { join } from 'node:path';
import express from 'express';
import type { Express } from 'express';

const ONE_YEAR = 365 * 24 * 3600 * 1_000;

/** Serves the built page: hashed assets for ever, everything else is the page itself. */
export function webPage(root: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  app.use(
    '/assets',
    express.static(join(root, 'assets'), { immutable: true, maxAge: ONE_YEAR, fallthrough: false }),
  );
  app.use(express.static(root, { index: false }));
  app.use((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(404).json({ detail: 'Not Found' });
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(join(root, 'index.html'));
  });
  return app;
}
