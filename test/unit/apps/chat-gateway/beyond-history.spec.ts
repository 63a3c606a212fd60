import { describe, expect, it } from 'vitest';
import type { ElementDto, StepDto, ThreadDto } from '#libs/contracts';
import type { LiveFrame } from '#libs/live';
import { beyondHistory } from '../../../../apps/chat-gateway/src/delivery/beyond-history.js';

const END = '2026-01-01T00:00:00.000Z';

const stepOf = (output: string, end: string | null = END): StepDto => ({
  id: 'a',
  threadId: 'thread',
  name: 'Assistant',
  type: 'assistant_message',
  output,
  end,
  streaming: false,
  isError: false,
  metadata: {},
});

const elementOf = (change: Partial<ElementDto> = {}): ElementDto => ({
  id: 'e',
  threadId: 'thread',
  forId: 'a',
  type: 'image',
  name: 'a.png',
  display: 'inline',
  chainlitKey: 'key',
  ...change,
});

const created = (step: StepDto): LiveFrame => ({ kind: 'step', event: 'created', step });

/** What is told of frames to a client that was shown the stored steps. */
function told(stored: StepDto[], ...frames: LiveFrame[]): LiveFrame[] {
  return toldBeside({ steps: stored }, ...frames);
}

function toldBeside(stored: Partial<ThreadDto>, ...frames: LiveFrame[]): LiveFrame[] {
  const thread: ThreadDto = {
    id: 'thread',
    createdAt: END,
    metadata: {},
    steps: [],
    elements: [],
    ...stored,
  };
  const missed = frames.map((frame, index) => ({ frame, number: index + 1 }));
  const snapshot = { head: frames.length, missed, complete: true, running: false, streaming: [] };
  return beyondHistory(thread, snapshot).missed.map(({ frame }) => frame);
}

describe('a client that was shown the stored thread', () => {
  it('is told of a step that is not stored yet, or not to its end', () => {
    const frame = created(stepOf('Hi'));
    expect(told([], frame)).toEqual([frame]);
    expect(told([stepOf('Hi', null)], frame)).toEqual([frame]);
  });

  it('is not told of what is stored as it was last shown', () => {
    expect(told([stepOf('B')], created(stepOf('A')), created(stepOf('B')))).toEqual([]);
  });

  it('is told of a change to a complete step that is not stored yet', () => {
    const frames = [created(stepOf('A')), created(stepOf('B'))];
    expect(told([stepOf('A')], ...frames)).toEqual(frames);
  });

  it('is told what was removed, and not that the thread began', () => {
    const removed: LiveFrame = { kind: 'step-removed', id: 'a' };
    expect(told([stepOf('A')], { kind: 'first-interaction', interaction: 'hi' }, removed)).toEqual([removed]);
  });

  it('is told of elements that are not stored as they were last shown', () => {
    const frames: LiveFrame[] = [elementOf(), elementOf({ chainlitKey: 'newer' })].map((element) => ({
      kind: 'element',
      element,
    }));
    const removed: LiveFrame = { kind: 'element-removed', id: 'e' };
    expect(toldBeside({ elements: [] }, ...frames)).toEqual(frames);
    expect(toldBeside({ elements: [elementOf()] }, ...frames)).toEqual(frames);
    expect(toldBeside({ elements: [elementOf({ chainlitKey: 'newer', url: null })] }, ...frames)).toEqual([]);
    expect(toldBeside({ elements: [elementOf()] }, removed)).toEqual([removed]);
  });

  it('is told of an element whose properties have changed', () => {
    const [old, changed] = [{ n: 1 }, { n: 2 }].map((props) => elementOf({ type: 'custom', props }));
    const frame: LiveFrame = { kind: 'element', element: changed as ElementDto };
    expect(toldBeside({ elements: [old as ElementDto] }, frame)).toEqual([frame]);
    expect(toldBeside({ elements: [changed as ElementDto] }, frame)).toEqual([]);
  });
});
