// Ends and reports whatever this run has started and left running. Such a process is known by the mark in its
// environment, or, where a program has overwritten that (PostgreSQL), by its folder.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const mark = `HEDDLE_TEST_RUN=${process.env.HEDDLE_TEST_RUN}`;
const data = process.env.HEDDLE_DATA;

function read(what) {
  try {
    return what();
  } catch {
    return ''; // it has ended meanwhile
  }
}

const parentOf = (pid) =>
  Number(/\) \S (\d+)/.exec(read(() => readFileSync(`/proc/${pid}/stat`, 'utf8')))?.[1] ?? 0);

const ancestors = new Set();
for (let pid = process.pid; pid > 0; pid = parentOf(pid)) ancestors.add(pid);

const left = readdirSync('/proc')
  .map(Number)
  .filter((pid) => pid > 0 && !ancestors.has(pid))
  .filter((pid) => {
    const environment = read(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
    const folder = read(() => readlinkSync(`/proc/${pid}/cwd`));
    return environment.split('\0').includes(mark) || `${folder}/`.startsWith(`${data}/`);
  });
for (const pid of left) {
  const command = read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
  console.log(`left running: ${pid} ${command}`);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended by itself in this very moment
  }
}
if (left.length > 0) process.exitCode = 1;
