import { describe, expect, it } from 'vitest';
import type { StepDto, ThreadDto } from '#libs/contracts';
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

const created = (step: StepDto): LiveFrame => ({ kind: 'step', event: 'created', step });

/** What is told of frames to a client that was shown the stored steps. */
function told(stored: StepDto[], ...frames: LiveFrame[]): LiveFrame[] {
  const thread: ThreadDto = {
    id: 'thread',
    createdAt: END,
    metadata: {},
    steps: stored,
    elements: [],
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
});
