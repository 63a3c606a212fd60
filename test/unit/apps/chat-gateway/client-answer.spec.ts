import { describe, expect, it } from 'vitest';
import type { AskSpecDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { parseClientAnswer } from '../../../../apps/chat-gateway/src/inbound/client-answer.js';

const id = '0b3a5fd2-7f0c-4b9c-9b3e-0d7f5d1c2a10';
const other = '6d0d3a5e-1df5-4f4c-8a5e-3f1f5a0c9b77';

const ask = (type: AskSpecDto['type'], more: Partial<AskSpecDto> = {}): AskSpecDto => ({
  type,
  stepId: id,
  deadline: 0,
  ...more,
});

function reasonOf(spec: AskSpecDto, given: unknown): string {
  try {
    parseClientAnswer(spec, given);
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid_input' });
    return (error as DomainError).message;
  }
  throw new Error('the answer was taken');
}

describe('an answer of a client', () => {
  it('is what Chainlit’s client acknowledges with', () => {
    const text = { id, type: 'user_message', output: 'blue', createdAt: 'now', name: 'User' };
    expect(parseClientAnswer(ask('text'), text)).toMatchObject({
      kind: 'text',
      sent: { id, output: 'blue' },
    });
    expect(parseClientAnswer(ask('file', { maxFiles: 2 }), [{ id }, { id: other }])).toEqual({
      kind: 'file',
      files: [id, other],
    });
    const button = { id, name: 'vote', payload: {}, label: 'Up', tooltip: '', forId: other };
    expect(parseClientAnswer(ask('action', { keys: [other, id] }), button)).toEqual({
      kind: 'action',
      actionId: id,
    });
    expect(parseClientAnswer(ask('element'), { submitted: true, colour: 'blue', n: [1] })).toEqual({
      kind: 'element',
      submitted: true,
      props: { colour: 'blue', n: [1] },
    });
    expect(parseClientAnswer(ask('element'), { submitted: false })).toEqual({
      kind: 'element',
      submitted: false,
      props: {},
    });
  });

  it('names each file once', () => {
    expect(parseClientAnswer(ask('file', { maxFiles: 2 }), [{ id }, { id }])).toEqual({
      kind: 'file',
      files: [id],
    });
  });

  it.each<[string, AskSpecDto, unknown, RegExp]>([
    ['nothing', ask('text'), undefined, /must be an object/],
    ['an empty object', ask('text'), {}, /message\.id must be a UUID.*output must be a string/],
    ['an empty text', ask('text'), { id, output: '' }, /output must not be empty/],
    ['an object for a file', ask('file'), {}, /must be a list of files/],
    ['no file', ask('file'), [], /must be a list of files/],
    ['a path', ask('file'), [{ id: '../etc/passwd' }], /by their ids/],
    ['a file that is none', ask('file'), [null], /must be an object/],
    ['too many files', ask('file', { maxFiles: 1 }), [{ id }, { id: other }], /at most 1 file$/],
    ['a button without an id', ask('action'), {}, /id must be a UUID/],
    ['a button that was not offered', ask('action', { keys: [other] }), { id }, /one of the actions/],
    ['an element that says nothing', ask('element'), {}, /submitted must be a boolean/],
    ['an element that is a list', ask('element'), [true], /must be an object/],
    ['an element with what is no JSON', ask('element'), { submitted: true, n: NaN }, /\$\.n must be JSON/],
  ])('is refused with the reason: %s', (_, spec, given, reason) => {
    expect(reasonOf(spec, given)).toMatch(/^The answer was not taken: /);
    expect(reasonOf(spec, given)).toMatch(reason);
  });
});
