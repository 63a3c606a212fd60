import { encodeBatch, encodeDelivered, endedStep, isDurable } from '../frame-encoding.js';
import type { LiveFrame } from '../frames.js';
import { REPLAY_FRAMES, REPLAY_TTL_MS, THREAD_TTL_MS } from '../limits.js';
import { askKey, fencesKey, logKey, routesKey, textKey, threadKey } from './live-keys.js';
import { EMIT } from './live-scripts.js';
import type { LostInThread } from './lost-frames.js';

/** What the script answers: the newest number, the ordinals of overtaken tokens, the gateways. */
type EmitReply = readonly [number, readonly number[], readonly string[]];

const FIXED_KEYS = 5;

/** One emit: the script's call, and the batch that its answer makes of the frames. */
export class EmitCall {
  readonly args: string[];
  private readonly encoded: string[] = [];
  private readonly frames: readonly LiveFrame[];

  /** @param lost what was dropped before: the counter begins anew, and lost state is made up for */
  constructor(
    readonly threadId: string,
    frames: readonly LiveFrame[],
    readonly lost?: LostInThread,
  ) {
    const texts: string[] = [];
    const operations: string[] = lost ? ['N'] : [];
    this.frames = lost ? [...lost.state, ...frames] : frames;
    for (const frame of this.frames) {
      const json = JSON.stringify(frame);
      this.encoded.push(json);
      addOperations(frame, json, texts, operations);
    }
    const keys = [
      threadKey(threadId),
      logKey(threadId),
      routesKey(threadId),
      fencesKey(threadId),
      askKey(threadId),
    ];
    for (const stepId of texts) keys.push(textKey(threadId, stepId));
    this.args = ['EVALSHA', EMIT.sha1, String(keys.length), ...keys, ...LIMITS, ...operations];
  }

  /** The gateways to publish to, and what; nothing when no gateway listens or nothing is left to say. */
  answer(reply: unknown): { readonly gateways: readonly string[]; readonly batch: string } | undefined {
    const [head, overtaken, gateways] = reply as EmitReply;
    if (gateways.length === 0) return undefined;
    let number = head - this.frames.filter(isDurable).length;
    let tokens = 0;
    const delivered: string[] = [];
    for (const [index, frame] of this.frames.entries()) {
      const json = this.encoded[index] ?? '';
      if (isDurable(frame)) delivered.push(encodeDelivered(json, ++number));
      else if (frame.kind !== 'token' || !overtaken.includes(++tokens)) delivered.push(encodeDelivered(json));
    }
    return delivered.length === 0 ? undefined : { gateways, batch: encodeBatch(this.threadId, delivered) };
  }
}

const LIMITS = [String(REPLAY_FRAMES), String(REPLAY_TTL_MS), String(THREAD_TTL_MS)];

function addOperations(frame: LiveFrame, json: string, texts: string[], operations: string[]): void {
  if (frame.kind === 'token') {
    const operation = frame.replaces ? 'S' : 'A';
    const piece = `[${frame.offset},${JSON.stringify(frame.text)}]\n`;
    operations.push(
      operation,
      textIndex(texts, frame.messageId),
      frame.messageId,
      String(frame.fence),
      piece,
    );
  } else if (frame.kind === 'task') {
    operations.push('R', frame.running ? '1' : '0');
  } else if (frame.kind === 'ask') {
    operations.push('Q', frame.step.id, String(frame.spec.deadline), json);
  } else if (frame.kind === 'ask-ended') {
    operations.push('U', frame.askId);
  } else if (isDurable(frame)) {
    operations.push('D', json);
    const ended = endedStep(frame);
    if (ended !== undefined) operations.push('E', textIndex(texts, ended));
  }
}

/** Where the step's text is among the script's keys, as Lua counts. */
function textIndex(texts: string[], stepId: string): string {
  const index = texts.indexOf(stepId);
  return String(FIXED_KEYS + (index < 0 ? texts.push(stepId) : index + 1));
}
