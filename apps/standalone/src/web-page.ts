import { join } from 'node:path';
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';

const ONE_YEAR = 365 * 24 * 3600 * 1_000;

/** Serves the built page: hashed assets for ever, everything else is the page itself. */
export function webPage(root: string): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.get('/health', (_request, response) => void response.json({ status: 'ok' }));
  // The page is mounted last, once everything else is ready.
  app.get('/ready', (_request, response) => void response.json({ status: 'ready' }));
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
    // Below a root: a folder such as ~/.npm in the whole path would hide the page.
    response.sendFile('index.html', { root });
  });
  app.use(inWords);
  return app;
}

/** Express's own answer would show a stack. */
const inWords: ErrorRequestHandler = (error: { status?: number }, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = error.status ?? 500;
  response.status(status).json({ detail: status < 500 ? 'Not Found' : 'Internal Server Error' });
};
