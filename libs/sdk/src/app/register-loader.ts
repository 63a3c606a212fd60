import { register } from 'node:module';

let registered = false;

/** From now on this process imports TypeScript, decorator metadata included. Calling it again does nothing. */
export function registerLoader(): void {
  // Node's hooks are the process's; registering twice would run them twice.
  if (registered) return;
  registered = true;
  register('@oxc-node/core/esm', import.meta.url);
  register('./reload-hooks.js', import.meta.url);
}
