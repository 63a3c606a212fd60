import { describe, expect, it } from 'vitest';
import { suppressionProblems } from '../../../scripts/lint/suppressions.mjs';

// Written in two parts, or the check would find these lines themselves.
const LINT = '// oxlint-' + 'disable';
const TYPES = '// @ts-' + 'expect-error';

describe('a suppression', () => {
  it.each([
    `${LINT}-next-line no-console -- the command talks on stdout`,
    `${LINT}-line no-console, max-lines -- it is a table`,
    `{/* oxlint-${'disable'}-next-line react/no-danger -- sanitised above */}`,
    `${TYPES} -- the typings lack this method`,
    'const text = 1;',
  ])('passes when it says why: %s', (line) => expect(suppressionProblems(line)).toEqual([]));

  it.each([
    [`${LINT}`, 'every rule'],
    [`${LINT}-next-line -- because`, 'every rule'],
    [`/* oxlint-${'disable'} */`, 'every rule'],
    [`${LINT}-next-line no-console`, 'says why'],
    [`${LINT}-next-line no-console --`, 'says why'],
    [`{/* oxlint-${'disable'}-next-line react/no-danger */}`, 'says why'],
    [`// eslint-${'disable'}-next-line no-console`, 'says why'],
    [TYPES, 'says why'],
    [`${TYPES} it is wrong`, 'says why'],
    [`// @ts-${'ignore'} -- because`, '@ts-expect-error'],
    [`// @ts-${'nocheck'} -- because`, '@ts-expect-error'],
  ])('is refused: %s', (line, problem) => {
    expect(suppressionProblems(`\n${line}`)).toEqual([expect.stringMatching(new RegExp(`^2: .*${problem}`))]);
  });
});
