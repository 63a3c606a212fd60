import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { HEDDLE_URL } from '../support/browser/visitor.js';

const INITIAL_MAX_BYTES = 220_000;
const LAZY_MAX_BYTES = 150_000;

interface Chunk {
  gzipped: number;
  statically: string[];
  lazily: string[];
}

describe('The weight of the page', () => {
  const chunks = new Map<string, Chunk>();
  const initial = new Set<string>();

  const load = async (name: string): Promise<void> => {
    if (chunks.has(name)) return;
    const code = await (await fetch(`${HEDDLE_URL}/assets/${name}`)).text();
    const named = (pattern: RegExp): string[] => [...code.matchAll(pattern)].map((match) => match[1] ?? '');
    const chunk = {
      gzipped: gzipSync(code).length,
      statically: named(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g),
      lazily: named(/import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g),
    };
    chunks.set(name, chunk);
    for (const next of [...chunk.statically, ...chunk.lazily]) await load(next);
  };

  const addInitial = (name: string): void => {
    if (initial.has(name)) return;
    initial.add(name);
    for (const next of chunks.get(name)?.statically ?? []) addInitial(next);
  };

  beforeAll(async () => {
    const html = await (await fetch(HEDDLE_URL)).text();
    const entries = [...html.matchAll(/(?:src|href)="[^"]*\/assets\/([\w.-]+\.js)"/g)].map(
      (match) => match[1] ?? '',
    );
    for (const entry of entries) await load(entry);
    for (const entry of entries) addInitial(entry);
  });

  it('is small before the first paint', () => {
    const bytes = [...initial].reduce((sum, name) => sum + (chunks.get(name)?.gzipped ?? 0), 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(INITIAL_MAX_BYTES);
  });

  it('has no heavy piece that comes later', () => {
    const lazy = [...chunks].filter(([name]) => !initial.has(name));
    expect(lazy.length).toBeGreaterThan(20);
    expect(lazy.filter(([, { gzipped }]) => gzipped > LAZY_MAX_BYTES)).toEqual([]);
  });
});
