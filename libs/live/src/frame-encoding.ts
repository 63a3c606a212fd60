import type { DurableFrame, LiveFrame } from './frames.js';

/** The kinds that are not numbered: state, text on its way, and what is shown once. */
const PASSING: ReadonlySet<LiveFrame['kind']> = new Set<Exclude<LiveFrame, DurableFrame>['kind']>([
  'task',
  'token',
  'ask',
  'ask-ended',
  'token-usage',
  'toast',
]);

/** Whether a frame is numbered and kept. */
export function isDurable(frame: LiveFrame): frame is DurableFrame {
  return !PASSING.has(frame.kind);
}

/** The step whose remembered text a frame ends, if it ends one. */
export function endedStep(frame: DurableFrame): string | undefined {
  if (frame.kind === 'step-removed') return frame.id;
  return frame.kind === 'step' && frame.event !== 'stream-started' ? frame.step.id : undefined;
}

/** A `DeliveredFrame` as JSON, from the frame's own JSON. */
export function encodeDelivered(frameJson: string, number?: number): string {
  return number === undefined ? `{"frame":${frameJson}}` : `{"frame":${frameJson},"number":${number}}`;
}

/** A `FrameBatch` as JSON, from the JSON of what it delivers. */
export function encodeBatch(threadId: string, delivered: readonly string[]): string {
  return `{"threadId":${JSON.stringify(threadId)},"frames":[${delivered.join(',')}]}`;
}
