import { describe, expect, it } from 'vitest';
import { MAX_STEP_TEXT } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { parseClientMessage } from '../../../../apps/chat-gateway/src/inbound/parse-client-message.js';

const id = '0b3a5fd2-7f0c-4b9c-9b3e-0d7f5d1c2a10';
const parentId = '6d0d3a5e-1df5-5f4c-8a5e-3f1f5a0c9b77';

function reasonOf(body: unknown): string {
  try {
    parseClientMessage(body);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('invalid_input');
    return (error as DomainError).message;
  }
  throw new Error('the message was taken');
}

describe('a message of a client', () => {
  it('is taken as Chainlit’s client sends it', () => {
    const message = {
      threadId: '',
      id,
      name: 'User',
      type: 'user_message',
      output: 'hello',
      createdAt: '2026-01-01T00:00:00.000Z',
      metadata: { location: 'https://example.com', nested: [1, { a: null }] },
    };
    for (const files of [{}, { fileReferences: [] }, { fileReferences: null }]) {
      expect(parseClientMessage({ message, ...files }).message).toMatchObject({
        id,
        output: 'hello',
        metadata: message.metadata,
      });
    }
  });

  it('keeps metadata whole, whatever its keys are called', () => {
    const metadata = '{"constructor":"Ferrari","__proto__":{"a":1},"toString":[{"constructor":1}]}';
    const body = JSON.parse(
      `{"message":{"id":"${id}","output":"hi","metadata":${metadata},"other":${metadata}}}`,
    ) as unknown;
    expect(JSON.stringify(parseClientMessage(body).message.metadata)).toBe(metadata);
  });

  it('is refused in words when its files are no list of files', () => {
    const message = { id, output: 'hi' };
    for (const fileReferences of [[null], [[{ id }]], ['x'], 'x'])
      expect(reasonOf({ message, fileReferences })).toContain('fileReferences');
  });

  it('may name a parent, a command and a language, or leave them null', () => {
    const named = { id, output: 'hi', parentId, command: 'Search', language: 'de' };
    expect(parseClientMessage({ message: named }).message).toMatchObject(named);
    const unnamed = { id, output: 'hi', parentId: null, command: null, language: null };
    expect(parseClientMessage({ message: unnamed }).message).toMatchObject(unnamed);
  });

  it('may carry files, and nothing but files', () => {
    const message = { id, output: '' };
    const fileReferences = [{ id }, { id: parentId }];
    expect(parseClientMessage({ message, fileReferences }).fileReferences).toEqual(fileReferences);
  });

  it('may be as long as a step, and no longer', () => {
    expect(parseClientMessage({ message: { id, output: 'x'.repeat(MAX_STEP_TEXT) } })).toBeDefined();
    expect(reasonOf({ message: { id, output: 'x'.repeat(MAX_STEP_TEXT + 1) } })).toContain('output');
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /must be an object/],
    ['null', null, /must be an object/],
    ['a text', 'hello', /must be an object/],
    ['a list', [{ message: { id, output: 'hi' } }], /must be an object/],
    ['an object without a message', {}, /message must be an object/],
    ['a message that is a text', { message: 'hello' }, /message must be an object/],
    ['a message that is a list', { message: [{ id, output: 'hi' }] }, /message must be an object/],
    ['a message without id', { message: { output: 'hi' } }, /message\.id must be a UUID of version 4/],
    ['an id of another version', { message: { id: parentId, output: 'hi' } }, /message\.id must be a UUID/],
    ['an empty text', { message: { id, output: '' } }, /output/],
    ['a text that is none', { message: { id, output: { toString: 'x' } } }, /output must be a string/],
    ['a parent that is no UUID', { message: { id, output: 'hi', parentId: 'x' } }, /parentId must be a UUID/],
    ['metadata that is a list', { message: { id, output: 'hi', metadata: [] } }, /metadata/],
    [
      'files that are no list',
      { message: { id, output: 'hi' }, fileReferences: 'x' },
      /fileReferences must be a list/,
    ],
    [
      'a file without an id',
      { message: { id, output: 'hi' }, fileReferences: [{}] },
      /fileReferences must name files by their ids/,
    ],
    [
      'a file whose id is none',
      { message: { id, output: 'hi' }, fileReferences: [{ id: '../etc/passwd' }] },
      /fileReferences must name files by their ids/,
    ],
    [
      'more files than 20',
      { message: { id, output: 'hi' }, fileReferences: Array.from({ length: 21 }, () => ({ id })) },
      /fileReferences must name at most 20 files/,
    ],
  ])('is refused with the reason: %s', (_, body, reason) => {
    expect(reasonOf(body)).toMatch(/^The message was not sent: /);
    expect(reasonOf(body)).toMatch(reason);
  });

  it('is refused with every reason at once', () => {
    const reason = reasonOf({ message: { id: 'x', output: 7, parentId: 'y' }, fileReferences: [1] });
    for (const part of ['message.id', 'output', 'parentId', 'fileReferences']) expect(reason).toContain(part);
  });

  it('cannot reach an object’s prototype', () => {
    const body: unknown = JSON.parse(`{"message":{"id":"${id}","output":"hi","__proto__":{"isAdmin":true}}}`);
    expect(parseClientMessage(body).message).not.toHaveProperty('isAdmin');
    expect({}).not.toHaveProperty('isAdmin');
  });
});
