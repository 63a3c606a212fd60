import { describe, expect, it } from 'vitest';
import { acceptedFilesInWords, isAcceptedFile } from '#libs/contracts';
import type { AcceptedFiles } from '#libs/contracts';

describe('accepted files', () => {
  it.each<[AcceptedFiles | undefined, string, string, boolean]>([
    [undefined, 'a.bin', 'application/x-anything', true],
    [['text/csv', 'application/json'], 'a.csv', 'text/csv', true],
    [['text/csv'], 'a.csv', 'text/plain', false],
    [['image/*'], 'a.png', 'image/png', true],
    [['image/*'], 'a.png', 'application/image/png', false],
    [['IMAGE/*'], 'a.png', 'image/png', true],
    [['*/*'], 'a', 'application/x-anything', true],
    [['text/?lain'], 'a', 'text/plain', true],
    [['application/ld+json'], 'a', 'application/ld+json', true],
    [['application/x.y'], 'a', 'application/xzy', false],
    [[], 'a', 'text/plain', false],
    [{ 'text/plain': ['.txt', '.md'] }, 'A.TXT', 'text/plain', true],
    [{ 'text/plain': ['.txt'] }, 'a.csv', 'text/plain', false],
    [{ 'text/plain': [] }, 'a.csv', 'text/plain', true],
    [{ 'image/*': ['.png'], 'text/csv': ['.csv'] }, 'a.csv', 'text/csv', true],
  ])('of %j: %s of type %s is taken: %s', (accept, name, type, taken) => {
    expect(isAcceptedFile(accept, name, [type])).toBe(taken);
  });

  it('take a file by what it is declared as or by what it shows', () => {
    const accept = ['image/jpeg'];
    expect(isAcceptedFile(accept, 'a.jpg', ['image/jpg', 'image/jpeg'])).toBe(true);
  });

  it('say what is taken', () => {
    expect(acceptedFilesInWords(['text/csv', 'image/*'])).toBe('text/csv, image/*');
    expect(acceptedFilesInWords({ 'text/plain': ['.txt', '.md'] })).toBe('text/plain (.txt, .md)');
  });
});
