import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A fake model that listens on a port of this machine. */
export interface FakeModelServer extends AsyncDisposable {
  /** The base URL for clients: `http://127.0.0.1:<port>/v1`. */
  readonly url: string;
  /** Ends connections and stops listening. */
  close(): Promise<void>;
}

/** Serves a fetch function on 127.0.0.1, on a free port. */
export async function serveFetch(answer: typeof fetch): Promise<FakeModelServer> {
  const server = createServer((request, response) => {
    // What breaks on the way breaks the connection: the client sees what it would see of a real server.
    serve(answer, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/v1`, close, [Symbol.asyncDispose]: close };
}

async function serve(
  answer: typeof fetch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { method = 'GET', url = '/', headers } = request;
  const body = await text(request);
  const answered = await answer(`http://127.0.0.1${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(body ? { body } : {}),
    signal: gone.signal,
  });
  response.writeHead(answered.status, Object.fromEntries(answered.headers.entries()));
  response.flushHeaders();
  // What was written has to be on its way before a break of the connection takes back what is buffered.
  for await (const chunk of answered.body ?? [])
    await new Promise((resolve) => response.write(chunk, resolve));
  response.end();
}
