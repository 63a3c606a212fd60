import { chmod, lstat, mkdir, mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readyBinaries } from '../../../libs/persistence/src/embedded/native-binaries.js';

const isRoot = process.getuid?.() === 0;
/** For a root that runs the tests: somebody who owns nothing. */
const nobody = isRoot ? { uid: 65_534, gid: 65_534 } : undefined;

describe('readyBinaries', () => {
  let folder: string;
  let root: string;
  let copies: string;
  const printed: string[] = [];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'heddle-binaries-'));
    await chmod(folder, 0o755);
    [root, copies] = [join(folder, 'package'), join(folder, 'copies')];
    printed.length = 0;
    await mkdir(join(root, 'native', 'bin'), { recursive: true });
    await mkdir(join(root, 'native', 'lib'));
    for (const file of ['bin/initdb', 'bin/postgres', 'lib/libpq.so.5.18', 'lib/libpq.a']) {
      await writeFile(join(root, 'native', file), '', { mode: 0o644 });
    }
    const link = { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' };
    await writeFile(join(root, 'native', 'pg-symlinks.json'), JSON.stringify([link]));
  });

  afterEach(async () => {
    await chmod(join(root, 'native', 'lib'), 0o755);
    await rm(folder, { recursive: true });
  });

  const ready = () =>
    readyBinaries({ root, version: '18.4.0' }, nobody, copies, (line) => printed.push(line));

  /** What npm does as little as the package: root may write anywhere, so it is shut out by reach instead. */
  async function shutOut(): Promise<void> {
    if (isRoot) await chmod(root, 0o700);
    else await chmod(join(root, 'native', 'lib'), 0o555);
  }

  it('makes the links and the execute bits that the package lacks', async () => {
    const { initdb, postgres } = await ready();
    expect([initdb, postgres]).toEqual([join(root, 'native/bin/initdb'), join(root, 'native/bin/postgres')]);
    expect(await readlink(join(root, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect((await lstat(postgres)).mode & 0o777).toBe(0o755);
    expect(await ready()).toEqual({ initdb, postgres });
    expect(printed).toEqual([]);
  });

  it('uses one complete copy where the package cannot be used in place, and says so once', async () => {
    await shutOut();
    const [first, second] = await Promise.all([ready(), ready()]);
    expect(await ready()).toEqual(first);
    expect(second).toEqual(first);
    const copy = join(copies, 'postgres-18.4.0');
    expect(first.postgres).toBe(join(copy, 'native/bin/postgres'));
    expect(await readlink(join(copy, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
    expect(await readdir(copies)).toEqual(['postgres-18.4.0']);
    expect(printed.every((line) => line.includes(copy) && line.includes(root))).toBe(true);
  });
});
