import type { StepDto, ThreadDto } from '#libs/contracts';
import type { DeliveredFrame, ThreadSnapshot } from '#libs/live';

/**
 * What a snapshot knows that the stored thread does not: history is some moments behind the screens. Of a step that
 * is not stored as it was last shown everything is told again.
 */
export function beyondHistory(thread: ThreadDto, snapshot: ThreadSnapshot): ThreadSnapshot {
  const shown = new Map<string, StepDto>();
  for (const { frame } of snapshot.missed) if (frame.kind === 'step') shown.set(frame.step.id, frame.step);
  const stored = new Set(
    thread.steps.filter((step) => isAsShown(step, shown.get(step.id))).map((step) => step.id),
  );
  const isNews = ({ frame }: DeliveredFrame): boolean =>
    frame.kind === 'step' ? !stored.has(frame.step.id) : frame.kind !== 'first-interaction';
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
