import { DomainError } from '#libs/platform';

/** A web stream, in as much as it is needed here: some have no iterator. */
export interface ReadableTexts {
  getReader(): {
    read(): Promise<{ done: boolean; value?: string | undefined }>;
    cancel(reason?: unknown): Promise<unknown>;
  };
}

/** Where the pieces of a message come from. Of what a model's client returns, `fromOpenAI` and `fromAiSdk` make one. */
export type TextSource = AsyncIterable<string> | Iterable<string> | ReadableTexts;

/** The pieces one after another. Who stops reading ends the source. */
export function iterableOf(source: TextSource): AsyncIterable<string> | Iterable<string> {
  if (Symbol.asyncIterator in source || Symbol.iterator in source) return source;
  return readAll(source);
}

/** @throws DomainError `invalid_input` for a piece that is no text */
export function assertText(piece: unknown): void {
  if (typeof piece === 'string') return;
  throw new DomainError(
    'invalid_input',
    `A message is streamed from texts; a piece of the source is ${typeof piece}. For a model's stream use fromOpenAI(stream) or fromAiSdk(result).`,
  );
}

async function* readAll(source: ReadableTexts): AsyncGenerator<string> {
  const reader = source.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read())
      if (next.value !== undefined) yield next.value;
  } finally {
    await reader.cancel();
  }
}
