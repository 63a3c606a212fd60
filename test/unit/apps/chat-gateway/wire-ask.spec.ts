import { describe, expect, it } from 'vitest';
import type { AskSpecDto } from '#libs/contracts';
import { wireQuestionOf } from '../../../../apps/chat-gateway/src/delivery/wire-ask.js';

const specOf = (spec: Partial<AskSpecDto> & Pick<AskSpecDto, 'type'>): unknown =>
  wireQuestionOf(
    {
      kind: 'ask',
      step: {
        id: 'q',
        threadId: 'thread',
        name: 'Assistant',
        type: 'assistant_message',
        output: 'Well?',
        streaming: false,
        isError: false,
        metadata: {},
      },
      spec: { stepId: 'q', deadline: 0, ...spec },
    },
    1_500,
  ).spec;

describe('a question on the wire', () => {
  it.each<[AskSpecDto['type'], Partial<AskSpecDto>, Record<string, unknown>]>([
    ['text', {}, {}],
    [
      'file',
      { accept: { 'text/plain': ['.txt'] }, maxFiles: 3, maxSizeMb: 5 },
      { accept: { 'text/plain': ['.txt'] }, max_files: 3, max_size_mb: 5 },
    ],
    ['action', { keys: ['a', 'b'] }, { keys: ['a', 'b'] }],
    ['element', { elementId: 'e' }, { element_id: 'e' }],
  ])('for a %s has the keys of its type, and what remains in whole seconds', (type, spec, own) => {
    expect(specOf({ type, ...spec })).toEqual({ type, step_id: 'q', timeout: 2, ...own });
  });
});
