import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { readLucidePackage } from './lucide-package.js';
import type { LucideFile } from './lucide-package.js';

const FILE = join(import.meta.dirname, 'lucide.json');

/**
 * Four times as light as black and as dark as white is light: seen on white and on a dark page alike. What a picture
 * is told of light and dark is the computer's choice, which need not be the page's.
 */
const STROKE = '#7c7c85';

const START = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="${STROKE}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><!-- Lucide, ISC: lucide.dev/license -->`;

/** Lucide's icons as pictures. They are read when the first one is wanted. */
@Injectable()
export class LucideIcons {
  private icons: Promise<ReadonlyMap<string, string>> | undefined;

  /** The icon as SVG; undefined when there is none of the name. */
  async svgOf(name: string): Promise<string | undefined> {
    this.icons ??= read();
    const inside = (await this.icons).get(name);
    return inside === undefined ? undefined : `${START}${inside}</svg>`;
  }
}

async function read(): Promise<ReadonlyMap<string, string>> {
  const { icons } = (await built()) ?? (await readLucidePackage());
  return new Map(Object.entries(icons));
}

/** Undefined when this runs from its sources. */
async function built(): Promise<LucideFile | undefined> {
  try {
    return JSON.parse(await readFile(FILE, 'utf8')) as LucideFile;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
