import type { ElementDto, FeedbackDto, StepDto, ThreadDto } from '#libs/contracts';
import type { Feedback } from '../feedback/feedback.entity.js';
import type { Element } from './element.entity.js';
import { parentsFirst } from './parents-first.js';
import type { Step } from './step.entity.js';
import type { Thread } from './thread.entity.js';

/** What is in a thread; steps and elements in the order of their creation. */
interface Content {
  readonly steps: readonly Step[];
  readonly elements: readonly Element[];
  readonly feedback: readonly Feedback[];
}

/** A stored thread as the wire protocol shows it (§6.5): a run with its feedback. */
export function storedThread(thread: Thread, { steps, elements, feedback }: Content): ThreadDto {
  const feedbackOf = new Map(feedback.map((given) => [given.forId, given]));
  return {
    id: thread.id,
    createdAt: thread.createdAt.toISOString(),
    name: thread.name,
    userId: thread.userId,
    userIdentifier: thread.userIdentifier,
    tags: thread.tags,
    metadata: thread.metadata,
    steps: parentsFirst(steps).map((step) => storedStep(step, feedbackOf.get(step.id))),
    elements: elements.map(storedElement),
  };
}

/**
 * A thread in a list: without what is in it, and dated by its last activity, by which clients group lists into days.
 */
export function listedThread(thread: Thread): ThreadDto {
  const nothing = { steps: [], elements: [], feedback: [] };
  return { ...storedThread(thread, nothing), createdAt: thread.lastActivityAt.toISOString() };
}

function storedStep(step: Step, feedback: Feedback | undefined): StepDto {
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
    ...(step.autoCollapse === null ? {} : { autoCollapse: step.autoCollapse }),
    metadata: step.metadata,
    tags: step.tags,
    ...(feedback && step.type === 'run' ? { feedback: storedFeedback(feedback) } : {}),
  };
}

function storedFeedback({ id, forId, value, comment }: Feedback): FeedbackDto {
  return { id, forId, value, comment };
}

/** Where the owner of a thread finds one of its files, also when no session is on it any more (route 26). */
function fileAddress(threadId: string, fileId: string): string {
  return `/project/file/${encodeURIComponent(fileId)}?thread_id=${threadId}`;
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
    url: url ?? (chainlitKey && fileAddress(threadId, chainlitKey)),
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
