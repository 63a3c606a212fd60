import { describe, expect, it } from 'vitest';
import { suppliedEnv } from '../../../../apps/chat-gateway/src/user-env/supplied-env.js';

const KEYS = ['OPENAI_API_KEY', 'REGION'];

describe('what a user supplies', () => {
  it('is kept as far as the app asks for it', () => {
    const text = JSON.stringify({ OPENAI_API_KEY: 'sk-1', REGION: 'eu', HOME: '/root' });
    expect(suppliedEnv(KEYS, text)).toEqual({ OPENAI_API_KEY: 'sk-1', REGION: 'eu' });
  });

  it.each<[string, string | undefined, RegExp]>([
    ['no text', undefined, /^Missing user environment variables$/],
    ['an empty text', '', /^Missing user environment variables$/],
    ['nothing', '{}', /^Missing user environment variables$/],
    ['one key only', '{"REGION":"eu"}', /^Missing user environment variable: OPENAI_API_KEY$/],
    ['an empty value', '{"REGION":"","OPENAI_API_KEY":"x"}', /^Missing user environment variable: REGION$/],
    [
      'a prototype’s key',
      '{"REGION":"eu","__proto__":{"OPENAI_API_KEY":"x"}}',
      /^Missing .*: OPENAI_API_KEY$/,
    ],
    ['a list', '["x"]', /must be a JSON object/],
    ['a number', '{"REGION":7,"OPENAI_API_KEY":"x"}', /REGION must be a text of at most 4 KB/],
    [
      'a value that is too long',
      JSON.stringify({ REGION: 'ü'.repeat(2_049), OPENAI_API_KEY: 'x' }),
      /^The user environment variable REGION must be a text of at most 4 KB$/,
    ],
  ])('is refused without its values: %s', (_, text, reason) => {
    expect(() => suppliedEnv(KEYS, text)).toThrow(reason);
  });
});
