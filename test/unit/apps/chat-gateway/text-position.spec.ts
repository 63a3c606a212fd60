import { describe, expect, it } from 'vitest';
import type { TokenFrame } from '#libs/live';
import { TextPosition } from '../../../../apps/chat-gateway/src/delivery/text-position.js';

const token = (offset: number, text: string, fence = 1, replaces?: true): TokenFrame => ({
  kind: 'token',
  messageId: 'a',
  fence,
  offset,
  text,
  ...(replaces ? { replaces } : {}),
});

const append = (text: string) => ({ kind: 'append', text });
const replace = (text: string) => ({ kind: 'replace', text });
const nothing = { kind: 'nothing' };
const gap = { kind: 'gap' };

describe('a text that is followed', () => {
  it('grows piece by piece', () => {
    const position = new TextPosition();
    expect(position.follow(token(0, 'Hel'))).toEqual(append('Hel'));
    expect(position.follow(token(3, 'lo'))).toEqual(append('lo'));
  });

  it('counts in UTF-16 units, as offsets do', () => {
    const position = new TextPosition();
    position.follow(token(0, '🧵'));
    expect(position.follow(token(2, '!'))).toEqual(append('!'));
  });

  it('takes only what is new of a piece that overlaps, and nothing of one that it knows', () => {
    const position = new TextPosition(1, 3);
    expect(position.follow(token(0, 'Hel'))).toEqual(nothing);
    expect(position.follow(token(1, 'ello'))).toEqual(append('lo'));
    expect(position.follow(token(4, 'o'))).toEqual(nothing);
    expect(position.follow(token(5, ''))).toEqual(nothing);
  });

  it('has a gap when a piece is missing, and goes on once the missing one comes', () => {
    const position = new TextPosition();
    expect(position.follow(token(3, 'lo'))).toEqual(gap);
    expect(position.follow(token(0, 'Hel'))).toEqual(append('Hel'));
    expect(position.follow(token(3, 'lo'))).toEqual(append('lo'));
    expect(position.follow(token(9, '!'))).toEqual(gap);
  });

  it('begins anew with a later attempt, and takes nothing from the earlier one any more', () => {
    const position = new TextPosition();
    position.follow(token(0, 'Hello', 1));
    expect(position.follow(token(0, 'Good', 2))).toEqual(replace('Good'));
    expect(position.follow(token(5, ' world', 1))).toEqual(nothing);
    expect(position.follow(token(0, 'Hello', 1, true))).toEqual(nothing);
    expect(position.follow(token(4, ' day', 2))).toEqual(append(' day'));
  });

  it('has a gap when the beginning of a later attempt was missed', () => {
    const position = new TextPosition(1, 5);
    expect(position.follow(token(4, ' day', 2))).toEqual(gap);
    expect(position.follow(token(0, 'Good day', 2))).toEqual(replace('Good day'));
  });

  it('is replaced where the app says so', () => {
    const position = new TextPosition();
    position.follow(token(0, 'Thinking…'));
    expect(position.follow(token(0, 'Done', 1, true))).toEqual(replace('Done'));
    expect(position.follow(token(4, '.'))).toEqual(append('.'));
  });

  it('goes on from where the client was told the text so far', () => {
    expect(new TextPosition(7, 5).follow(token(5, '!', 7))).toEqual(append('!'));
  });
});
