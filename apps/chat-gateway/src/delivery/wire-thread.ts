import type { ElementDto, ThreadDto } from '#libs/contracts';
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
    elements: thread.elements.map((element) => wireElementOf(withAddress(element))),
  };
}

/** Clients make no addresses for the elements of a stored thread, as they do for those that come live (§6.6). */
function withAddress(element: ElementDto): ElementDto {
  const { url, chainlitKey, threadId } = element;
  if (url || !chainlitKey) return element;
  return {
    ...element,
    url: `/project/file/${encodeURIComponent(chainlitKey)}?thread_id=${encodeURIComponent(threadId)}`,
  };
}
