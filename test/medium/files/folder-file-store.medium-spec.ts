import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fileKey, FolderFileStore, openFileStore } from '#libs/files';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFileStore } from '../../contract/file-store.contract.js';

const ABOUT = { name: 'a.txt', type: 'text/plain' };

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'heddle-files-'));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describeFileStore('a folder', async () => {
  const folder = join(root, 'contract', 'a folder');
  return {
    writer: await openFileStore({ folder }),
    reader: await openFileStore({ url: pathToFileURL(folder).href }),
  };
});

describe('the folder of a file store', () => {
  it('is not made before there is something to keep', async () => {
    const folder = join(root, 'lazy');
    const store = await openFileStore({ folder });
    expect(await store.describe(fileKey(randomUUID(), randomUUID()))).toBeUndefined();
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('keeps nothing of what was refused or broke off', async () => {
    const folder = join(root, 'clean');
    const store = await openFileStore({ folder });
    const key = fileKey(randomUUID(), randomUUID());
    async function* breaking(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(10);
      await Promise.reject(new Error('broken'));
    }
    await expect(store.put(key, breaking(), ABOUT)).rejects.toThrow('broken');
    await expect(store.put(key, 'xx', ABOUT, { maxBytes: 1 })).rejects.toMatchObject({ code: 'too_large' });
    await expect(store.put(key, 'x', { name: 'n'.repeat(70_000), type: 't' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await readdir(folder, { recursive: true })).toEqual(['.incoming']);
  });

  it('is rid, at the next opening, of what a process left that died long ago; not of what is being written', async () => {
    const folder = join(root, 'swept');
    const store = await openFileStore({ folder });
    await store.put(fileKey(randomUUID(), randomUUID()), 'x', ABOUT);
    const [dead, living] = [join(folder, '.incoming', 'dead'), join(folder, '.incoming', 'living')];
    await writeFile(dead, '');
    await writeFile(living, '');
    const twoDaysAgo = Date.now() / 1_000 - 2 * 24 * 3_600;
    await utimes(dead, twoDaysAgo, twoDaysAgo);
    await openFileStore({ folder });
    expect(await readdir(join(folder, '.incoming'))).toEqual(['living']);
  });

  it('that cannot be written makes the store unavailable', async () => {
    const file = join(root, 'a file');
    await writeFile(file, 'in the way');
    const store = new FolderFileStore(file);
    const key = fileKey(randomUUID(), randomUUID());
    await expect(store.put(key, 'x', ABOUT)).rejects.toMatchObject({ code: 'unavailable' });
    await expect(store.read(key)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await readFile(file, 'utf8')).toBe('in the way');
  });

  it('holding something foreign says so', async () => {
    const folder = join(root, 'foreign');
    const store = new FolderFileStore(folder);
    const [thread, file] = [randomUUID(), randomUUID()];
    await store.put(fileKey(thread, file), 'x', ABOUT);
    for (const content of ['', 'abc', 'a text of another program', '\0\0\0\x02{]']) {
      await writeFile(join(folder, thread, file), content);
      await expect(store.describe(fileKey(thread, file))).rejects.toMatchObject({ code: 'internal' });
    }
  });
});

describe('a place for files', () => {
  it.each([
    's3://bucket/path',
    'https://key:secret@storage.example/bucket?token=secret',
    'file://relative/path',
    'file:///',
    '/a/path',
    '',
  ])('cannot be %s, and the refusal says what can be', async (url) => {
    const opening = openFileStore({ url, folder: join(root, 'unused') });
    const refusal = await opening.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ code: 'invalid_input' });
    expect(String(refusal)).toContain('file:///a/folder');
    expect(String(refusal)).not.toContain('secret');
  });

  it('has to be named', async () => {
    await expect(openFileStore({})).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
