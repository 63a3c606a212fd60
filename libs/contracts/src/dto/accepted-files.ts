import type { AcceptedFiles } from './ask.dto.js';

/** MiB of a file at the most where neither the app nor its question says. */
export const DEFAULT_MAX_SIZE_MB = 100;

/**
 * Whether a file with this name, of one of these MIME types, is among those that are accepted (wire protocol §2.2,
 * below the table). Patterns are a shell's: `*` is any text, `?` any character; extensions ignore case. Undefined
 * accepts any file.
 */
export function isAcceptedFile(
  accept: AcceptedFiles | undefined,
  name: string,
  types: readonly string[],
): boolean {
  if (!accept) return true;
  return patternsOf(accept).some(
    ([pattern, extensions]) =>
      types.some((type) => matches(type, pattern)) &&
      (extensions.length === 0 ||
        extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()))),
  );
}

/** What is accepted, for people: "text/csv, application/pdf (.pdf)". */
export function acceptedFilesInWords(accept: AcceptedFiles | undefined): string {
  return patternsOf(accept ?? ['*/*'])
    .map(([pattern, extensions]) =>
      extensions.length === 0 ? pattern : `${pattern} (${extensions.join(', ')})`,
    )
    .join(', ');
}

function patternsOf(accept: AcceptedFiles): [pattern: string, extensions: readonly string[]][] {
  return isList(accept) ? accept.map((pattern) => [pattern, []]) : Object.entries(accept);
}

function isList(accept: AcceptedFiles): accept is readonly string[] {
  return Array.isArray(accept);
}

function matches(type: string, pattern: string): boolean {
  const expression = pattern
    .toLowerCase()
    .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(type.toLowerCase());
}
