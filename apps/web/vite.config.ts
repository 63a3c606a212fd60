import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const server = process.env['HEDDLE_URL'] ?? 'http://127.0.0.1:8000';
const serverPaths = ['/auth', '/login', '/logout', '/user', '/set-session-cookie', '/project', '/feedback', '/public', '/logo', '/favicon', '/avatars'];

/** A page request for a path that is also an API route (`/login`) must still get the page. */
const pageForNavigation = (request: { headers: { accept?: string } }): string | undefined =>
  request.headers.accept?.includes('text/html') ? '/index.html' : undefined;

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: here('../../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: {
      ...Object.fromEntries(serverPaths.map((path) => [path, { target: server, bypass: pageForNavigation }])),
      '/ws': { target: server, ws: true },
    },
  },
});
