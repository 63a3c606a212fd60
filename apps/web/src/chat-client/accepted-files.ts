/** Which files may be sent: of a question for files, or with a message. What is undefined is not limited. */
export interface FileLimits {
  /** MIME types and patterns such as `image/*`; as a map, each with its file extensions. */
  readonly accept: readonly string[] | Readonly<Record<string, readonly string[]>> | undefined;
  readonly maxFiles: number | undefined;
  /** MiB of one file. */
  readonly maxSizeMb: number | undefined;
}

/** Why a file is not sent: a key of the page's words, and what goes into it. */
export interface FileRefusal {
  readonly key: string;
  readonly name: string;
  readonly limit: string;
}

const MIB = 1024 * 1024;

/** Limits as the wire has them: any part may be missing or null. */
export function toFileLimits(wire: {
  accept?: FileLimits['accept'] | null;
  max_files?: number | null;
  max_size_mb?: number | null;
}): FileLimits {
  return {
    accept: wire.accept ?? undefined,
    maxFiles: wire.max_files ?? undefined,
    maxSizeMb: wire.max_size_mb ?? undefined,
  };
}

/** Splits what somebody chose into what may be sent beside the `present` files, and why the rest may not. */
export function sortFiles(files: readonly File[], present: number, limits: FileLimits) {
  const accepted: File[] = [];
  const refused: FileRefusal[] = [];
  for (const file of files) {
    const refusal = refusalOf(file, present + accepted.length, limits);
    if (refusal === undefined) accepted.push(file);
    else refused.push({ ...refusal, name: file.name });
  }
  return { accepted, refused };
}

/** For the `accept` attribute of a file input. */
export function acceptAttribute({ accept }: FileLimits): string {
  return patternsOf(accept)
    .flatMap(({ type, extensions }) => [type, ...extensions])
    .filter((part) => part !== '*/*' && part !== '*')
    .join(',');
}

/** For people: "image, text/csv", or nothing where everything goes. */
export function acceptedNames({ accept }: FileLimits): string {
  const names = patternsOf(accept).flatMap(({ type, extensions }) =>
    extensions.length > 0 ? extensions : type === '*/*' || type === '*' ? [] : [shortName(type)],
  );
  return [...new Set(names)].join(', ');
}

function refusalOf(file: File, present: number, { accept, maxFiles, maxSizeMb }: FileLimits) {
  if (maxFiles !== undefined && present >= maxFiles)
    return { key: 'heddle.files.tooMany', limit: String(maxFiles) };
  if (maxSizeMb !== undefined && file.size > maxSizeMb * MIB)
    return { key: 'heddle.files.tooLarge', limit: String(maxSizeMb) };
  // A browser that does not know a file's type says nothing: then the server decides.
  if (accept !== undefined && !patternsOf(accept).some((pattern) => isMatch(file, pattern)))
    return { key: 'heddle.files.wrongType', limit: acceptedNames({ accept, maxFiles, maxSizeMb }) };
  return undefined;
}

interface Pattern {
  readonly type: string;
  readonly extensions: readonly string[];
}

function patternsOf(accept: FileLimits['accept']): Pattern[] {
  if (accept === undefined) return [];
  if (isList(accept)) return accept.map((type) => ({ type, extensions: [] }));
  return Object.entries(accept).map(([type, extensions]) => ({
    type,
    extensions: extensions.map((extension) => (extension.startsWith('.') ? extension : `.${extension}`)),
  }));
}

function isList(accept: NonNullable<FileLimits['accept']>): accept is readonly string[] {
  return Array.isArray(accept);
}

function isMatch(file: File, { type, extensions }: Pattern): boolean {
  const name = file.name.toLowerCase();
  const hasType = file.type === '' || wildcard(type).test(file.type);
  return hasType && (extensions.length === 0 || extensions.some((end) => name.endsWith(end.toLowerCase())));
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${source}$`, 'i');
}

function shortName(type: string): string {
  return type.replace(/\/\*$/, '');
}
