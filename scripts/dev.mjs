import './setup/require-node.mjs';
import { createInterface } from 'node:readline';
import { copyAssets, STANDALONE, TSC } from './setup/build.mjs';
import { endOnSignal, start, stop } from './setup/children.mjs';
import { inRoot } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';

const PORT = process.env.PORT ?? '8000';
const PAGE_PORT = '5173';
const VITE = inRoot('node_modules', 'vite', 'bin', 'vite.js');

// `npm run dev`: the server is compiled and started again on every change, the page reloads itself. Ctrl-C ends all.
await setUp();
endOnSignal();

let server = startServer();
let restarting = Promise.resolve();
watchServer();
start(
  process.execPath,
  [
    VITE,
    '--config',
    'apps/web/vite.config.ts',
    '--port',
    PAGE_PORT,
    '--strictPort',
    '--clearScreen',
    'false',
  ],
  { env: { ...process.env, HEDDLE_URL: `http://127.0.0.1:${PORT}` } },
);
console.log(
  `\n  The page, reloading itself: http://localhost:${PAGE_PORT}   The server: http://localhost:${PORT}\n`,
);

function startServer() {
  return start(process.execPath, ['--enable-source-maps', STANDALONE, ...process.argv.slice(2)]);
}

function watchServer() {
  const compiler = start(process.execPath, [...TSC, '--watch', '--preserveWatchOutput'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let first = true;
  createInterface(compiler.stdout).on('line', (line) => {
    if (line.trim()) console.log(line);
    if (!line.includes('Found 0 errors')) return;
    // The first time it only finds what setUp has built.
    if (!first) restart();
    first = false;
  });
}

function restart() {
  restarting = restarting.then(async () => {
    await stop(server);
    copyAssets();
    server = startServer();
  });
}
