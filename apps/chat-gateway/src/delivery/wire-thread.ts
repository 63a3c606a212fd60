import type { ThreadDto } from '#libs/contracts';
import type { WireThread } from './server-to-client.js';
import { wireElementOf } from './wire-element.js';
import { wireStepOf } from './wire-step.js';

/** A thread as `resume_thread` carries it (wire protocol §6.5). */
export function wireThreadOf(thread: ThreadDto): WireThread {
  return {
    id: thread.id,
    createdAt: thread.createdAt,
    name: thread.name ?? null,
    userId: thread.userId ?? null,
    userIdentifier: thread.userIdentifier ?? null,
    tags: thread.tags ?? null,
    metadata: thread.metadata,
    steps: thread.steps.map(wireStepOf),
    elements: thread.elements.map(wireElementOf),
  };
}
