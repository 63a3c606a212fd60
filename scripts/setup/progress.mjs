const { stdout } = process;
const active = new Map();
let ticking;

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const clearLine = () => stdout.isTTY && stdout.write('\r\x1b[K');

function render() {
  clearLine();
  if (active.size === 0) return;
  const [first] = active.values();
  stdout.write(`  ${[...active.keys()].join(', ')} … ${seconds(first)}`);
}

function finish(what, line) {
  clearLine();
  active.delete(what);
  stdout.write(`${line}\n`);
  if (!stdout.isTTY) return;
  render();
  if (active.size > 0) return;
  clearInterval(ticking);
  ticking = undefined;
}

/** Shows that something is under way, and how long it took: a live line on a terminal, plain lines elsewhere. */
export async function progress(what, work) {
  const since = performance.now();
  active.set(what, since);
  if (stdout.isTTY) {
    ticking ??= setInterval(render, 100).unref();
    render();
  } else stdout.write(`  ${what} …\n`);
  try {
    const result = await work();
    finish(what, `✓ ${what}  ${seconds(since)}`);
    return result;
  } catch (error) {
    finish(what, `✗ ${what}  ${seconds(since)}`);
    throw error;
  }
}

/** A step of the set-up that failed: its message says all there is to know. */
export class SetUpError extends Error {
  name = 'SetUpError';
}
