import type {
  ElementDto,
  ReadThreadAnswer,
  ReadThreadQuestion,
  StepDto,
  ThreadDto,
  TurnEmittedDto,
  TurnOutput,
} from '#libs/contracts';

/** Something that is kept, and of which attempt. */
interface Kept<T> {
  readonly fence: number;
  /** Undefined once it was removed. */
  readonly value: T | undefined;
}

interface KeptThread {
  readonly createdAt: string;
  readonly owner: TurnEmittedDto['owner'];
  readonly userIdentifier: string | undefined;
  name: string | null;
  readonly steps: Map<string, Kept<StepDto>>;
  readonly elements: Map<string, Kept<ElementDto>>;
}

/** The history of a test's threads, from the same events that the session service stores. */
export class StandInHistory {
  private readonly threads = new Map<string, KeptThread>();

  /** Keeps what a turn emitted; of two attempts the one of the higher fence counts. */
  keep(event: TurnEmittedDto, now: number): void {
    const { threadId, owner, userIdentifier, fence, outputs } = event;
    const known = this.threads.get(threadId);
    const createdAt = new Date(now).toISOString();
    const thread = known ?? {
      createdAt,
      owner,
      userIdentifier,
      name: null,
      steps: new Map<string, Kept<StepDto>>(),
      elements: new Map<string, Kept<ElementDto>>(),
    };
    this.threads.set(threadId, thread);
    for (const output of outputs) apply(thread, output, fence);
  }

  /** Answers as the session service does: nobody learns of another one's thread. */
  answer({ threadId, owner }: ReadThreadQuestion): ReadThreadAnswer {
    const thread = this.threads.get(threadId);
    if (!thread || (thread.owner.userId ?? thread.owner.guestId) !== (owner.userId ?? owner.guestId))
      return {};
    return { thread: described(threadId, thread) };
  }

  /** What the thread is called; undefined while it has no name. */
  nameOf(threadId: string): string | undefined {
    return this.threads.get(threadId)?.name ?? undefined;
  }
}

function apply(thread: KeptThread, output: TurnOutput, fence: number): void {
  if (output.kind === 'thread-named') thread.name = output.name;
  else if (output.kind === 'step') put(thread.steps, output.step.id, { fence, value: output.step });
  else if (output.kind === 'step-removed') put(thread.steps, output.id, { fence, value: undefined });
  else if (output.kind === 'element')
    put(thread.elements, output.element.id, { fence, value: output.element });
  else put(thread.elements, output.id, { fence, value: undefined });
}

function put<T>(kept: Map<string, Kept<T>>, id: string, next: Kept<T>): void {
  if ((kept.get(id)?.fence ?? 0) <= next.fence) kept.set(id, next);
}

function described(id: string, thread: KeptThread): ThreadDto {
  const { createdAt, name, owner, userIdentifier } = thread;
  const values = <T>(kept: Map<string, Kept<T>>): T[] =>
    [...kept.values()].flatMap(({ value }) => (value === undefined ? [] : [value]));
  return {
    id,
    createdAt,
    name,
    userId: owner.userId ?? null,
    userIdentifier: userIdentifier ?? null,
    tags: null,
    metadata: {},
    steps: values(thread.steps),
    elements: values(thread.elements),
  };
}
