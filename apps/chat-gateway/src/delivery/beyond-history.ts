import { isDeepStrictEqual } from 'node:util';
import type { ElementDto, StepDto, ThreadDto } from '#libs/contracts';
import type { DeliveredFrame, ThreadSnapshot } from '#libs/live';

/**
 * What a snapshot knows that the stored thread does not: history is some moments behind the screens. Of a step or an
 * element that is not stored as it was last shown everything is told again. What is told again has to be so: clients
 * fetch an element that comes live by their session, which does not live before its thread is resumed.
 */
export function beyondHistory(thread: ThreadDto, snapshot: ThreadSnapshot): ThreadSnapshot {
  const steps = new Map<string, StepDto>();
  const elements = new Map<string, ElementDto>();
  const removed = new Set<string>();
  for (const { frame } of snapshot.missed) {
    if (frame.kind === 'step') steps.set(frame.step.id, frame.step);
    else if (frame.kind === 'element') elements.set(frame.element.id, frame.element);
    else if (frame.kind === 'element-removed') removed.add(frame.id);
  }
  const isStored = new Set([
    ...thread.steps.filter((step) => isAsShown(step, steps.get(step.id))).map(({ id }) => id),
    ...thread.elements
      .filter((element) => !removed.has(element.id) && isSameElement(element, elements.get(element.id)))
      .map(({ id }) => id),
  ]);
  const isNews = ({ frame }: DeliveredFrame): boolean => {
    if (frame.kind === 'step') return !isStored.has(frame.step.id);
    if (frame.kind === 'element') return !isStored.has(frame.element.id);
    return frame.kind !== 'first-interaction';
  };
  return { ...snapshot, missed: snapshot.missed.filter(isNews) };
}

function isAsShown(stored: StepDto, shown: StepDto | undefined): boolean {
  return (
    Boolean(stored.end) &&
    stored.output === shown?.output &&
    (stored.input ?? '') === (shown.input ?? '') &&
    stored.isError === shown.isError
  );
}

/** Content is stored under a key of its own; all else that changes while an element is shown are its properties. */
function isSameElement(stored: ElementDto, shown: ElementDto | undefined): boolean {
  return (
    shown !== undefined &&
    (stored.chainlitKey ?? null) === (shown.chainlitKey ?? null) &&
    isDeepStrictEqual(stored.props ?? null, shown.props ?? null)
  );
}
