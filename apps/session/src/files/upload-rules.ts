import type { AcceptedFiles, AppFeaturesDto, AskSpecDto } from '#libs/contracts';

const MIB = 1024 * 1024;

/** MiB of a file at the most when neither the app nor its question says. */
const DEFAULT_MAX_MB = 100;

/** Which files are taken. */
export interface UploadRules {
  /** Absent: any. */
  readonly accept?: AcceptedFiles | undefined;
  readonly maxMb: number;
  readonly maxBytes: number;
}

/** The rules of a question for files, or of what users may send of their own accord. */
export function uploadRules({
  accept,
  maxSizeMb = DEFAULT_MAX_MB,
}: Pick<AskSpecDto, 'accept' | 'maxSizeMb'> | AppFeaturesDto['spontaneousFileUpload']): UploadRules {
  return { accept, maxMb: maxSizeMb, maxBytes: Math.floor(maxSizeMb * MIB) };
}

/** Whether a file with this name, of one of these MIME types, is taken (wire protocol §2.2, below the table). */
export function isAccepted({ accept }: UploadRules, name: string, types: readonly string[]): boolean {
  if (!accept) return true;
  return patternsOf(accept).some(
    ([pattern, extensions]) =>
      types.some((type) => matches(type, pattern)) &&
      (extensions.length === 0 ||
        extensions.some((extension) => name.toLowerCase().endsWith(extension.toLowerCase()))),
  );
}

/** The rules in words: "text/csv, application/pdf (.pdf)". */
export function acceptedInWords({ accept }: UploadRules): string {
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

/** As a shell matches names: `*` is any text, `?` any character. */
function matches(type: string, pattern: string): boolean {
  const expression = pattern
    .toLowerCase()
    .replaceAll(/[\\^$.+()[\]{}|]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(type);
}
