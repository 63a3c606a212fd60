import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DomainError } from '#libs/platform';
import { isChatApp } from './chat-app.js';
import type { ChatApp } from './chat-app.js';
import { defineChatApp } from './define-chat-app.js';
import { registerLoader } from './register-loader.js';
import { RELOAD_PARAMETER } from './reload-hooks.js';

let loads = 0;

/**
 * Loads a chat app from a TypeScript or JavaScript module whose default export is what `defineChatApp` returns.
 * Loading again reads the module, and all modules of the author's that it imports, anew.
 *
 * @throws DomainError `invalid_input` in a sentence that names the file, when there is none or it exports no app
 *
 * @internal
 */
export async function loadChatApp(file: string): Promise<ChatApp> {
  const path = resolve(file);
  if (!existsSync(path)) throw new DomainError('invalid_input', `There is no chat app at ${path}.`);
  registerLoader();
  const url = pathToFileURL(path);
  url.searchParams.set(RELOAD_PARAMETER, String(++loads));
  const module = (await import(url.href)) as { default?: unknown };
  const app = exportedBy(module);
  if (!isChatApp(app)) {
    throw new DomainError(
      'invalid_input',
      `${path} must export a chat app: export default ${defineChatApp.name}({ onMessage: … })`,
    );
  }
  return app;
}

/** In a folder whose package.json does not say `"type": "module"`, a module's exports arrive as its default. */
function exportedBy({ default: exported }: { default?: unknown }): unknown {
  const isNested = typeof exported === 'object' && exported !== null && 'default' in exported;
  return isNested ? exported.default : exported;
}
