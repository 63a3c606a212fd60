// The reference's published package, which is read and never run or installed.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../setup/children.mjs';
import { inRoot } from '../setup/root.mjs';

export const REFERENCE = 'chainlit==2.12.*';

/** The path of the wheel, fetched from PyPI unless it is there. Throws an Error that says what is missing. */
export async function fetchWheel() {
  const folder = inRoot('.heddle', 'parity');
  mkdirSync(folder, { recursive: true });
  const found = () => readdirSync(folder).find((file) => file.endsWith('.whl'));
  if (!found()) {
    const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check'];
    const what = ['--no-deps', '--only-binary', ':all:', '--dest', folder, REFERENCE];
    const { code, output } = await capture('python3', [...pip, ...what]).catch((error) => ({
      code: 1,
      output: error.message,
    }));
    if (code !== 0)
      throw new Error(
        `${REFERENCE} could not be fetched: Python 3 with pip and a way to PyPI are needed, or the wheel in ${folder}.\n${output}`,
      );
  }
  return join(folder, found());
}
