import { createRequire } from 'node:module';

/** The part of kafkajs's request queue that the patch touches. */
export interface RequestQueuePrototype {
  pending: readonly unknown[];
  scheduleCheckPendingRequests(this: RequestQueuePrototype): void;
}

const PATCHED = Symbol.for('heddle.kafkajs.idle-loop-patched');

/**
 * kafkajs 2.2.4 re-arms a timer every millisecond on every connection, for ever, to look for requests that wait for
 * their turn. With none waiting there is nothing to look for: this takes the loop out, once per process.
 *
 * @param prototype only for tests: the prototype to patch
 * @throws Error when kafkajs no longer has the method, so that an upgrade is noticed
 */
export function patchIdleLoop(prototype: object = requestQueuePrototype()): void {
  if (PATCHED in prototype) return;
  if (!isRequestQueue(prototype))
    throw new Error('kafkajs has no RequestQueue.scheduleCheckPendingRequests: review the idle-loop patch.');
  const original = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function scheduleWhenSomethingWaits() {
    if (this.pending.length > 0) original.call(this);
  };
  Object.defineProperty(prototype, PATCHED, { value: true });
}

/** The prototype of the class that this process's kafkajs uses. */
export function requestQueuePrototype(): object {
  const requestQueue: unknown = createRequire(import.meta.url)('kafkajs/src/network/requestQueue');
  if (typeof requestQueue !== 'function')
    throw new Error('kafkajs has no RequestQueue class: review the idle-loop patch.');
  return requestQueue.prototype as object;
}

function isRequestQueue(prototype: object): prototype is RequestQueuePrototype {
  return typeof Reflect.get(prototype, 'scheduleCheckPendingRequests') === 'function';
}
