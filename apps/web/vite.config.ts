import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['HEDDLE_URL'] ?? 'http://127.0.0.1:8000';
const serverPaths = [
  '/auth',
  '/login',
  '/logout',
  '/user',
  '/set-session-cookie',
  '/project',
  '/feedback',
  '/public',
  '/logo',
  '/favicon',
  '/avatars',
];

/** A page request for a path that is also an API route (`/login`) must still get the page. */
const pageForNavigation = (request: { headers: { accept?: string } }): string | undefined =>
  request.headers.accept?.includes('text/html') ? '/index.html' : undefined;

/**
 * The icons that apps name are loaded on demand, from a chunk per first letter instead of 1 700 files. Icons that
 * the page itself uses are imported by path and stay with their importers.
 */
function iconChunk(
  id: string,
  modules: { getModuleInfo(id: string): { importers: string[] } | null },
): string | null {
  const letter = /lucide-react\/dist\/esm\/icons\/(.)/.exec(id)?.[1];
  const isOurs =
    modules.getModuleInfo(id)?.importers.some((importer) => importer.includes('/apps/web/src/')) ?? false;
  return letter === undefined || isOurs ? null : `icons-${letter}`;
}

/**
 * react-client imports two functions from all of lodash, a CommonJS module that cannot be shaken. Their own files
 * save 20 kB of gzip. A third function in a later version fails the build, by its name.
 */
function lodashParts(): Plugin {
  return {
    name: 'lodash-parts',
    enforce: 'pre',
    resolveId: (id) => (id === 'lodash' ? '\0lodash-parts' : undefined),
    load: (id) =>
      id === '\0lodash-parts'
        ? "export { default as debounce } from 'lodash/debounce'; export { default as isEqual } from 'lodash/isEqual';"
        : undefined,
  };
}

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [lodashParts(), react(), tailwindcss()],
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Chunks are small and few deep: the wrapper around each of the icons' imports would weigh more than it saves.
    modulePreload: false,
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // First, or what every icon needs would end up in the chunk of the letter A.
            { name: 'icon', test: /lucide-react\/dist\/esm\/(?!icons\/|dynamic|Dynamic)/, priority: 1 },
            { name: iconChunk, debugName: 'icons' },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      ...Object.fromEntries(serverPaths.map((path) => [path, { target: server, bypass: pageForNavigation }])),
      '/ws': { target: server, ws: true },
    },
  },
});
