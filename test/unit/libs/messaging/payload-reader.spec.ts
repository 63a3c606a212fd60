import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import type { PayloadClass } from '#libs/contracts';
import { MessageReceivedDto, StepOutput, ThreadDto, TurnEmittedDto } from '#libs/contracts';
import { InvalidRecord, PayloadReader } from '#libs/messaging';
import { ValidityCheck } from '../../../../libs/messaging/src/envelope/validity-check.js';
import { ThreadPulledDto } from '../../../support/messaging/definitions.js';

const UUID = '01a20f4b-885a-70a9-a48d-e187885b78d4';
const TIME = '2026-01-01T00:00:00.000Z';
const step = {
  id: UUID,
  threadId: UUID,
  parentId: null,
  name: 'a',
  type: 'run',
  output: 'said',
  createdAt: TIME,
  streaming: false,
  isError: false,
  metadata: { a: [1] },
  tags: ['x', 'y'],
};
const turn = {
  app: 'assistant',
  threadId: UUID,
  turnId: UUID,
  fence: 1,
  sequence: 0,
  owner: { tenantId: 'default', guestId: UUID },
  interacted: true,
  outputs: [
    { kind: 'step', step },
    { kind: 'step-removed', id: UUID },
    { kind: 'thread-named', name: 'name' },
  ],
};
const message = {
  app: 'assistant',
  threadId: UUID,
  session: {
    id: UUID,
    owner: { tenantId: 'default', userId: UUID },
    user: { id: UUID, createdAt: TIME, identifier: 'ada', metadata: { deep: { er: 1 } } },
    clientType: 'webapp',
    language: 'en-GB',
  },
  message: step,
};

describe('the data in a record', () => {
  const reader = new PayloadReader();

  it('becomes an instance of its class and keeps fields that nobody knows yet', () => {
    const data = reader.read(ThreadPulledDto, { key: 'k', n: 1, newer: true });
    expect(data).toBeInstanceOf(ThreadPulledDto);
    expect(data).toEqual({ key: 'k', n: 1, newer: true });
  });

  it('is refused with the names of all fields that are wrong', () => {
    expect(() => reader.read(ThreadPulledDto, { n: 'x' })).toThrow(
      'ThreadPulledDto is not valid: key must be a string; n must be an integer number.',
    );
  });

  it.each([undefined, null, [], 'text'])('is refused when it is %j', (data) => {
    expect(() => reader.read(ThreadPulledDto, data)).toThrow(InvalidRecord);
  });

  it('is validated all the way down, each kind in a list by its own class', () => {
    const data = reader.read(TurnEmittedDto, turn);
    expect(data.outputs[0]).toBeInstanceOf(StepOutput);
    const outputs = [{ kind: 'step', step: { ...step, id: 'x' } }];
    expect(() => reader.read(TurnEmittedDto, { ...turn, outputs })).toThrow(
      'outputs.0.step: id must be a UUID',
    );
  });

  it('is refused when a list has something of a kind that nobody knows', () => {
    expect(() => reader.read(TurnEmittedDto, { ...turn, outputs: [{ kind: 'surprise' }] })).toThrow(
      InvalidRecord,
    );
    expect(() => reader.read(TurnEmittedDto, { ...turn, outputs: [null] })).toThrow(InvalidRecord);
  });
});

/** The value with one change at every place, one after another. */
function* changesOf(value: unknown): Generator<unknown> {
  yield* [undefined, null, 7, -1.5, 'word', '', true, [], {}, [null], { id: 'x' }];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value))
    for (const changed of changesOf(item)) {
      if (Array.isArray(value))
        yield value.map((old: unknown, index) => (String(index) === key ? changed : old));
      else yield { ...value, [key]: changed };
    }
}

/** Undefined where class-transformer itself stumbles. */
function built(payload: PayloadClass<object>, plain: object): object | undefined {
  try {
    return plainToInstance(payload, plain);
  } catch {
    return undefined;
  }
}

describe('the quick check', () => {
  const check = new ValidityCheck();
  const samples: [string, PayloadClass<object>, object][] = [
    ['a message', MessageReceivedDto, message],
    ['a turn', TurnEmittedDto, turn],
    ['a thread', ThreadDto, { id: UUID, createdAt: TIME, steps: [step], elements: [], metadata: {} }],
  ];

  it.each(samples)('says of %s with any one thing changed what class-validator says', (_, payload, plain) => {
    let valid = 0;
    let changes = 0;
    for (const changed of changesOf(plain)) {
      if (typeof changed !== 'object' || changed === null || Array.isArray(changed)) continue;
      const instance = built(payload, changed);
      if (!instance) continue;
      const expected = validateSync(instance).length === 0;
      expect(check.isSurelyValid(instance), JSON.stringify(changed)).toBe(expected);
      changes += 1;
      if (expected) valid += 1;
    }
    expect(valid).toBeGreaterThan(5);
    expect(changes).toBeGreaterThan(valid + 50);
  });
});
