import { expect, it } from 'vitest';
import type { RequestQueuePrototype } from '../../../../../libs/messaging/src/kafka/idle-loop-patch.js';
import {
  patchIdleLoop,
  requestQueuePrototype,
} from '../../../../../libs/messaging/src/kafka/idle-loop-patch.js';

const queueWith = (pending: unknown[]): { pending: unknown[]; throttleCheckTimeoutId?: NodeJS.Timeout } =>
  Object.assign(Object.create(requestQueuePrototype()) as object, { pending, throttledUntil: -1 });

const schedule = (queue: object): void => (queue as RequestQueuePrototype).scheduleCheckPendingRequests();

it('sets no timer on a kafkajs connection that has nothing waiting', () => {
  patchIdleLoop();
  const queue = queueWith([]);
  schedule(queue);
  expect(queue.throttleCheckTimeoutId).toBeUndefined();
});

it('still looks after requests that wait for their turn', () => {
  patchIdleLoop();
  const queue = queueWith([{}]);
  schedule(queue);
  expect(queue.throttleCheckTimeoutId).toBeDefined();
  clearTimeout(queue.throttleCheckTimeoutId);
});

it('patches once, however often it is asked', () => {
  patchIdleLoop();
  const patched: unknown = Reflect.get(requestQueuePrototype(), 'scheduleCheckPendingRequests');
  patchIdleLoop();
  expect(Reflect.get(requestQueuePrototype(), 'scheduleCheckPendingRequests')).toBe(patched);
});

it('says so when kafkajs no longer has what it patches', () => {
  expect(() => patchIdleLoop({})).toThrow(/scheduleCheckPendingRequests/);
});
