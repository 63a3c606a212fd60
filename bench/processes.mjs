// What processes cost, as Linux counts it. Elsewhere nothing is known, and nothing is printed.
import { readdirSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

const isLinux = process.platform === 'linux';
const TICKS_PER_SECOND = isLinux ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0;

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // ended meanwhile
  }
}

/** Every process: its parent, and the CPU seconds of itself and of its children that have ended. */
function everyProcess() {
  if (!isLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const stat = read(`/proc/${pid}/stat`);
      if (!stat) return [];
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const ticks = fields[11] + fields[12] + fields[13] + fields[14];
      return [{ pid: Number(pid), parent: fields[1], cpu: ticks / TICKS_PER_SECOND }];
    });
}

/** Each process of a system with all that descend from it; those go under `children` where a name is given. */
function families(processes) {
  const all = everyProcess();
  return processes.flatMap(({ name, pid, children = name }) => {
    const family = all.filter((one) => one.pid === pid).map((one) => ({ ...one, name }));
    for (const member of family)
      family.push(
        ...all.filter(({ parent }) => parent === member.pid).map((one) => ({ ...one, name: children })),
      );
    return family;
  });
}

function sumByName(members, value) {
  const sums = {};
  for (const member of members) sums[member.name] = (sums[member.name] ?? 0) + value(member);
  return sums;
}

/** CPU seconds so far, by name. */
export function cpuOf(processes) {
  return sumByName(families(processes), ({ cpu }) => cpu);
}

/** Megabytes in memory now, by name. What several share counts once (PSS). */
export function memoryOf(processes) {
  return sumByName(families(processes), ({ pid }) => {
    const kilobytes = /^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0;
    return Number(kilobytes) / 1024;
  });
}
