import type { DurableFrame, LiveFrame } from './frames.js';

/** Whether a frame is numbered and kept. */
export function isDurable(frame: LiveFrame): frame is DurableFrame {
  return frame.kind !== 'task' && frame.kind !== 'token' && frame.kind !== 'toast';
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
