import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** All icons in one file: what is inside of each one's `<svg>`, by name, older names too. */
export interface LucideFile {
  /** Has to go where the icons go. */
  readonly license: string;
  readonly icons: Readonly<Record<string, string>>;
}

/**
 * Reads the package lucide-static, which is there to develop and to build with. Where Heddle is installed there is
 * the file that the build has made of it (`scripts/setup/build.mjs`): the package itself takes 67 MB.
 */
export async function readLucidePackage(): Promise<LucideFile> {
  const folder = dirname(createRequire(import.meta.url).resolve('lucide-static/package.json'));
  const files = (await readdir(join(folder, 'icons'))).filter((file) => file.endsWith('.svg')).sort();
  const icons = await Promise.all(
    files.map(async (file) => {
      const svg = await readFile(join(folder, 'icons', file), 'utf8');
      return [file.slice(0, -'.svg'.length), insideOf(svg)] as const;
    }),
  );
  return { license: await readFile(join(folder, 'LICENSE'), 'utf8'), icons: Object.fromEntries(icons) };
}

function insideOf(svg: string): string {
  const inside = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)?.[1] ?? '';
  return inside.trim().replaceAll(/\n\s*/g, '');
}
