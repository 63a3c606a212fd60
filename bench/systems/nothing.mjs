import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('nothing.server.mjs', import.meta.url));

/** Starts the server that does nothing, in a process of its own. */
export async function startNothing() {
  const child = fork(SERVER);
  const [{ port }] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    processes: [{ name: 'nothing', pid: child.pid }],
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
