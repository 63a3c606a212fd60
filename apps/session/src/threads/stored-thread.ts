import type { ElementDto, StepDto, ThreadDto } from '#libs/contracts';
import type { Element } from './element.entity.js';
import { parentsFirst } from './parents-first.js';
import type { Step } from './step.entity.js';
import type { Thread } from './thread.entity.js';

/** A stored thread as the wire protocol shows it (§6.5). Steps and elements come in the order of their creation. */
export function storedThread(
  thread: Thread,
  steps: readonly Step[],
  elements: readonly Element[],
): ThreadDto {
  return {
    id: thread.id,
    createdAt: thread.createdAt.toISOString(),
    name: thread.name,
    userId: thread.userId,
    userIdentifier: thread.userIdentifier,
    tags: thread.tags,
    metadata: thread.metadata,
    steps: parentsFirst(steps).map(storedStep),
    elements: elements.map(storedElement),
  };
}

/**
 * A thread in a list: without what is in it, and dated by its last activity, by which clients group lists into days.
 */
export function listedThread(thread: Thread): ThreadDto {
  return { ...storedThread(thread, [], []), createdAt: thread.lastActivityAt.toISOString() };
}

function storedStep(step: Step): StepDto {
  return {
    id: step.id,
    threadId: step.threadId,
    parentId: step.parentId,
    name: step.name,
    type: step.type,
    ...(step.input === null ? {} : { input: step.input }),
    output: step.output,
    createdAt: step.createdAt?.toISOString() ?? null,
    start: step.start?.toISOString() ?? null,
    end: step.end?.toISOString() ?? null,
    streaming: step.streaming,
    isError: step.isError,
    ...(step.waitForAnswer === null ? {} : { waitForAnswer: step.waitForAnswer }),
    command: step.command,
    language: step.language,
    ...(step.showInput === null ? {} : { showInput: step.showInput }),
    ...(step.defaultOpen === null ? {} : { defaultOpen: step.defaultOpen }),
    metadata: step.metadata,
    tags: step.tags,
  };
}

function storedElement(element: Element): ElementDto {
  const { id, threadId, forId, type, name, display, url, chainlitKey, objectKey } = element;
  const { size, props, page, autoPlay, playerConfig, language, mime } = element;
  return {
    id,
    threadId,
    forId,
    type,
    name,
    display,
    url,
    chainlitKey,
    objectKey,
    size,
    props,
    page,
    autoPlay,
    playerConfig,
    language,
    mime,
  };
}
