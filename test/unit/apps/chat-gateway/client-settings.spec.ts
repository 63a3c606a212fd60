import { describe, expect, it } from 'vitest';
import { parseClientSettings } from '../../../../apps/chat-gateway/src/inbound/client-settings.js';

describe('the values of a settings form', () => {
  it('are an object of JSON', () => {
    const values = { model: 'small', temperature: 0.5, tags: ['a'], note: null };
    expect(parseClientSettings(values)).toEqual(values);
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /must be an object/],
    ['null', null, /must be an object/],
    ['a list', [], /must be an object/],
    ['a text', 'x', /must be an object/],
    ['what is no JSON', { n: Infinity }, /\$\.n must be JSON/],
    ['more than 64 KB', { text: 'x'.repeat(64_000) }, /larger than 64 KB/],
  ])('are refused with the reason: %s', (_, sent, reason) => {
    expect(() => parseClientSettings(sent)).toThrow(reason);
  });
});
