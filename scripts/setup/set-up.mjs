import { build } from './build.mjs';
import { endOnSignal } from './children.mjs';
import { endWithNpm } from './end-with-npm.mjs';
import { install } from './install.mjs';
import { SetUpError } from './progress.mjs';

/** Brings a clone to where it runs: packages, server, page; whatever is up to date is left alone. */
export async function setUp({ building = true } = {}) {
  endWithNpm();
  const release = endOnSignal();
  try {
    await install();
    if (building) await build();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(`\n${error.message}`);
    process.exit(1);
  } finally {
    release();
  }
}
