import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import { DomainError } from '#libs/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** Two ends of one store: as two processes would hold it. */
export interface FileStorePair {
  readonly writer: FileStore;
  readonly reader: FileStore;
}

interface Context extends FileStorePair {
  key: string;
}

/** What every implementation of `FileStore` promises. */
export function describeFileStore(name: string, open: () => Promise<FileStorePair>): void {
  describe(`file store: ${name}`, () => {
    const context = { key: '' } as Context;

    beforeAll(async () => {
      Object.assign(context, await open());
    });

    afterAll(async () => {
      await context.writer.close();
      await context.reader.close();
    });

    beforeEach(() => {
      context.key = fileKey(randomUUID(), randomUUID());
    });

    describe('a file', () => describeFiles(context));
    describe('what cannot be stored', () => describeRefusals(context));
    describe('a range', () => describeRanges(context));
  });
}

function describeFiles(context: Context): void {
  it('comes back byte by byte in another process, with its name and type', async () => {
    const { writer, reader, key } = context;
    const bytes = Buffer.from([0, 255, 10, 13, 0, 128]);
    const about = { name: 'Größe "1"\n…/../🧵.bin', type: 'application/octet-stream' };
    const stored = { ...about, size: 6 };
    expect(await writer.put(key, bytes, about)).toEqual(stored);
    expect(await reader.describe(key)).toEqual(stored);
    expect(await buffer(await reader.read(key))).toEqual(bytes);
  });

  it('may be text, which is stored in UTF-8, or nothing at all', async () => {
    const { writer, reader, key } = context;
    expect((await writer.put(key, 'Grüße 🧵', text)).size).toBe(12);
    expect((await buffer(await reader.read(key))).toString()).toBe('Grüße 🧵');
    expect((await writer.put(key, '', text)).size).toBe(0);
    expect(await reader.describe(key)).toEqual({ ...text, size: 0 });
    expect(await buffer(await reader.read(key))).toHaveLength(0);
  });

  it('may be streamed in pieces of any size', async () => {
    const { writer, reader, key } = context;
    const pieces = [0, 1, 70_000, 3, 300_000].map((length, index) => Buffer.alloc(length, index));
    expect((await writer.put(key, from(pieces), text)).size).toBe(370_004);
    expect((await buffer(await reader.read(key))).equals(Buffer.concat(pieces))).toBe(true);
  });

  it('replaces the one of its key, whole; those of other keys stay', async () => {
    const { writer, reader, key } = context;
    const other = fileKey(randomUUID(), key.split('/')[1] ?? '');
    await writer.put(key, 'a long content', text);
    await writer.put(other, 'other', text);
    await writer.put(key, 'short', { name: 'b.csv', type: 'text/csv' });
    expect(await reader.describe(key)).toEqual({ name: 'b.csv', type: 'text/csv', size: 5 });
    expect((await buffer(await reader.read(key))).toString()).toBe('short');
    expect((await buffer(await reader.read(other))).toString()).toBe('other');
  });

  it('that is replaced while it is read is read to its end', async () => {
    const { writer, reader, key } = context;
    const old = Buffer.alloc(1_000_000, 'o');
    await writer.put(key, old, text);
    const reading = await reader.read(key);
    await writer.put(key, 'new', text);
    expect((await buffer(reading)).equals(old)).toBe(true);
    expect((await buffer(await reader.read(key))).toString()).toBe('new');
  });

  it('is one of those that were put at the same time under its key, whole', async () => {
    const { writer, reader, key } = context;
    const contents = Array.from({ length: 8 }, (_, index) => String(index).repeat(100_000 + index));
    await Promise.all(
      contents.map((content) => writer.put(key, content, { name: content[0] ?? '', type: 't' })),
    );
    const content = (await buffer(await reader.read(key))).toString();
    expect(contents).toContain(content);
    expect(await reader.describe(key)).toEqual({ name: content[0], type: 't', size: content.length });
  });

  it('is gone once it is removed, also twice', async () => {
    const { writer, reader, key } = context;
    await writer.put(key, 'x', text);
    await reader.remove(key);
    await writer.remove(key);
    expect(await writer.describe(key)).toBeUndefined();
    await expect(writer.read(key)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('that nobody stored is not there', async () => {
    const { reader, key } = context;
    expect(await reader.describe(key)).toBeUndefined();
    await expect(reader.read(key)).rejects.toMatchObject({ code: 'not_found' });
    await reader.remove(key);
  });
}

function describeRefusals(context: Context): void {
  it('is more than the limit, as soon as that is known; exactly the limit is taken', async () => {
    const { writer, reader, key } = context;
    let pulled = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      while (pulled < 1_000) {
        pulled += 1;
        yield Buffer.alloc(10);
        await Promise.resolve();
      }
    }
    const tooLarge = { code: 'too_large' };
    await expect(writer.put(key, endless(), text, { maxBytes: 35 })).rejects.toMatchObject(tooLarge);
    expect(pulled).toBe(4);
    await expect(writer.put(key, 'abcd', text, { maxBytes: 3 })).rejects.toMatchObject(tooLarge);
    expect(await reader.describe(key)).toBeUndefined();
    expect((await writer.put(key, 'abc', text, { maxBytes: 3 })).size).toBe(3);
  });

  it('is a stream that breaks: its own error is told, and what was stored before stays', async () => {
    const { writer, reader, key } = context;
    const broken = new Error('the browser went away');
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(100_000);
      await Promise.resolve();
      throw broken;
    }
    await writer.put(key, 'before', text);
    await expect(writer.put(key, breaking(), text)).rejects.toBe(broken);
    await expect(writer.put(key, 'x'.repeat(9), text, { maxBytes: 8 })).rejects.toBeInstanceOf(DomainError);
    expect((await buffer(await reader.read(key))).toString()).toBe('before');
  });

  it('has a key that fileKey does not make', async () => {
    const { writer, reader } = context;
    const invalid = { code: 'invalid_input' };
    const id = randomUUID();
    for (const key of ['', id, `${id}/../${id}`, `${id}/..`, `../${id}`, `${id}/${id}/${id}`, `/${id}`]) {
      await expect(writer.put(key, 'x', text)).rejects.toMatchObject(invalid);
      await expect(reader.describe(key)).rejects.toMatchObject(invalid);
      await expect(reader.read(key)).rejects.toMatchObject(invalid);
      await expect(writer.remove(key)).rejects.toMatchObject(invalid);
    }
  });
}

function describeRanges(context: Context): void {
  it('has its first and its last byte, and ends where the file ends', async () => {
    const { writer, reader, key } = context;
    await writer.put(key, '0123456789', text);
    const range = async (start: number, end: number) =>
      (await buffer(await reader.read(key, { start, end }))).toString();
    expect(await range(0, 0)).toBe('0');
    expect(await range(3, 5)).toBe('345');
    expect(await range(8, 1_000)).toBe('89');
    expect(await range(10, 12)).toBe('');
  });

  it('that is none is refused', async () => {
    const { writer, reader, key } = context;
    await writer.put(key, 'x', text);
    for (const range of [
      { start: 1, end: 0 },
      { start: -1, end: 1 },
      { start: 0.5, end: 1 },
      { start: NaN, end: 1 },
    ])
      await expect(reader.read(key, range)).rejects.toMatchObject({ code: 'invalid_input' });
  });
}

const text = { name: 'a.txt', type: 'text/plain' };

async function* from(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    await Promise.resolve();
    yield piece;
  }
}
