import { describe, expect, it } from 'vitest';
import type { PayloadClass } from '#libs/contracts';
import {
  ActionCalledDto,
  AppManifestDto,
  AskAnsweredDto,
  MessageReceivedDto,
  SettingsChangedDto,
  ThreadDto,
  TurnEmittedDto,
  UserMetadataChangedDto,
} from '#libs/contracts';
import { PayloadReader } from '#libs/messaging';

const UUID = '01a20f4b-885a-70a9-a48d-e187885b78d4';
const TIME = '2026-01-01T00:00:00.000Z';

/** Keys that objects have of their own accord, and one level further down. */
const NAMES =
  '"constructor":"Ferrari","__proto__":{"a":1},"toString":"t","hasOwnProperty":null,"then":2,"length":3';
const FREE = `{${NAMES},"deeper":[{${NAMES}}],"prototype":{"constructor":{"name":1}}}`;

const owner = { tenantId: 'default', guestId: UUID };
const user = { id: UUID, createdAt: TIME, identifier: 'ada', metadata: 'FREE' };
const session = {
  id: UUID,
  owner: { tenantId: 'default', userId: UUID },
  user,
  clientType: 'webapp',
  language: 'en',
};
const about = { app: 'assistant', threadId: UUID, session };
const step = {
  id: UUID,
  threadId: UUID,
  parentId: null,
  name: 'a',
  type: 'run',
  output: 'said',
  createdAt: TIME,
  metadata: 'FREE',
};
const element = {
  id: UUID,
  threadId: UUID,
  forId: UUID,
  type: 'custom',
  name: 'Card',
  display: 'inline',
  mime: 'application/json',
  props: 'FREE',
  playerConfig: 'FREE',
};
const turn = {
  app: 'assistant',
  threadId: UUID,
  turnId: UUID,
  fence: 1,
  sequence: 0,
  owner,
  interacted: true,
};

const samples: [string, PayloadClass<object>, object][] = [
  ['a message', MessageReceivedDto, { ...about, message: step }],
  [
    'a turn',
    TurnEmittedDto,
    {
      ...turn,
      outputs: [
        { kind: 'step', step },
        { kind: 'element', element },
      ],
    },
  ],
  ['settings', SettingsChangedDto, { ...about, settings: 'FREE', confirmed: true }],
  [
    'an action',
    ActionCalledDto,
    { ...about, callId: UUID, replyTo: 'r', action: { id: UUID, name: 'n', payload: 'FREE' } },
  ],
  [
    'an answer',
    AskAnsweredDto,
    { ...about, askId: UUID, answer: { kind: 'element', submitted: true, props: 'FREE' } },
  ],
  ['a user', UserMetadataChangedDto, { ...session.owner, patch: 'FREE' }],
  [
    'a thread',
    ThreadDto,
    { id: UUID, createdAt: TIME, steps: [step], elements: [element], metadata: 'FREE' },
  ],
  [
    'what a newer sender says',
    ThreadDto,
    { id: UUID, createdAt: TIME, steps: [], elements: [], metadata: {}, newer: 'FREE' },
  ],
];

describe('free JSON in a record', () => {
  it.each(samples)('of %s keeps all its keys, whatever they are called', (_, payload, given) => {
    const json = JSON.stringify(given).replaceAll('"FREE"', FREE);
    expect(JSON.stringify(new PayloadReader().read(payload, JSON.parse(json)))).toContain(FREE);
  });

  it('may list accepted files by any type', () => {
    const features = JSON.parse(
      '{"spontaneousFileUpload":{"enabled":true,"accept":{"constructor":[".x"]}}}',
    ) as object;
    const given = { app: 'a', version: '1', ui: {}, features, profiles: [], starters: [] };
    const manifest = new PayloadReader().read(AppManifestDto, given);
    expect(JSON.stringify(manifest)).toContain('{"constructor":[".x"]}');
  });

  it('leaves no instance without its methods', () => {
    const given = JSON.parse(
      `{"id":"${UUID}","createdAt":"${TIME}","steps":[],"elements":[],"metadata":{},${NAMES}}`,
    ) as unknown;
    const thread = new PayloadReader().read(ThreadDto, given);
    expect(thread).toBeInstanceOf(ThreadDto);
    expect(thread.constructor).toBe(ThreadDto);
    expect(thread.toString).toBe(Object.prototype.toString);
  });
});
