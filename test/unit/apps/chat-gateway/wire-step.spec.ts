import { describe, expect, it } from 'vitest';
import { MESSAGE_TYPES, STEP_TYPES } from '#libs/contracts';
import type { StepDto } from '#libs/contracts';
import { wireStepOf } from '../../../../apps/chat-gateway/src/delivery/wire-step.js';
import { wireThreadOf } from '../../../../apps/chat-gateway/src/delivery/wire-thread.js';

/** The keys of §6.4 that every object has, those of messages and those of steps. */
const COMMON =
  'id threadId name type parentId output createdAt start end streaming isError language metadata tags'.split(
    ' ',
  );
const OF_MESSAGES = [...COMMON, 'waitForAnswer', 'command', 'modes'].sort();
const OF_STEPS = [...COMMON, 'input', 'showInput', 'defaultOpen', 'autoCollapse', 'generation'].sort();

const least = (type: StepDto['type']): StepDto => ({
  id: 'id',
  threadId: 'thread',
  name: 'name',
  type,
  output: 'output',
  streaming: false,
  isError: false,
  metadata: {},
});

const isMessage = (type: string): boolean => (MESSAGE_TYPES as readonly string[]).includes(type);

describe('a step on the wire', () => {
  it.each(STEP_TYPES)('of the type %s has every key of its kind and no other', (type) => {
    const step = wireStepOf({
      ...least(type),
      input: 'in',
      waitForAnswer: true,
      showInput: false,
      defaultOpen: true,
    });
    expect(Object.keys(step).sort()).toEqual(isMessage(type) ? OF_MESSAGES : OF_STEPS);
    expect(Object.values(step)).not.toContain(undefined);
  });

  it('says null, or the protocol’s default, for what is not known', () => {
    expect(wireStepOf(least('assistant_message'))).toEqual({
      ...least('assistant_message'),
      parentId: null,
      createdAt: null,
      start: null,
      end: null,
      language: null,
      tags: null,
      command: null,
      modes: null,
      waitForAnswer: false,
    });
    expect(wireStepOf(least('tool'))).toMatchObject({
      input: '',
      showInput: 'json',
      defaultOpen: false,
      autoCollapse: false,
      generation: null,
    });
  });

  it('says what is known', () => {
    const known = {
      parentId: 'parent',
      createdAt: '2026-01-01T00:00:00.000Z',
      start: '2026-01-01T00:00:00.000Z',
      end: '2026-01-01T00:00:01.000Z',
      streaming: true,
      isError: true,
      language: 'sql',
      metadata: { icon: 'wrench' },
      tags: ['a'],
    };
    const message = { ...least('user_message'), ...known, command: 'Search', waitForAnswer: true };
    expect(wireStepOf(message)).toMatchObject(message);
    const step = { ...least('llm'), ...known, input: '{}', showInput: false, defaultOpen: true };
    expect(wireStepOf(step)).toMatchObject(step);
  });
});

describe('a thread on the wire', () => {
  it('has every key, and its steps have theirs', () => {
    const thread = wireThreadOf({
      id: 'thread',
      createdAt: '2026-01-01T00:00:00.000Z',
      metadata: {},
      steps: [least('user_message'), least('run')],
      elements: [],
    });
    expect({ ...thread, steps: [] }).toEqual({
      id: 'thread',
      createdAt: '2026-01-01T00:00:00.000Z',
      name: null,
      userId: null,
      userIdentifier: null,
      tags: null,
      metadata: {},
      steps: [],
      elements: [],
    });
    expect(thread.steps.map((step) => Object.keys(step).sort())).toEqual([OF_MESSAGES, OF_STEPS]);
  });

  it('has an address for each element whose content is in the file store', () => {
    const element = {
      id: 'e',
      threadId: 'thread',
      forId: 'm',
      type: 'file',
      name: 'a.txt',
      display: 'inline',
    } as const;
    const { elements } = wireThreadOf({
      id: 'thread',
      createdAt: '2026-01-01T00:00:00.000Z',
      metadata: {},
      steps: [],
      elements: [
        { ...element, chainlitKey: 'key' },
        { ...element, chainlitKey: 'key', url: 'https://elsewhere.example/a.txt' },
        element,
      ],
    });
    expect(elements.map(({ url }) => url)).toEqual([
      '/project/file/key?thread_id=thread',
      'https://elsewhere.example/a.txt',
      null,
    ]);
  });
});
