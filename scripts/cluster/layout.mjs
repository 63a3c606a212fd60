// Where a cluster keeps its files and which ports it uses.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const DEFAULT_PORTS = 18_000;

/** What runs, and its ports as offsets from the first of the range; two of a name are two replicas. */
const PARTS = { postgres: [54], redis: [63], kafka: [92], 'kafka-controller': [93] };
const APPS = {
  auth: [11, 12],
  session: [21, 22],
  profile: [31, 32],
  'chat-gateway': [41, 42],
  assistant: [71, 72],
};
/** Workers of the examples, in a cluster that runs these instead of the demo app; and each one's file. */
const EXAMPLES = { 'worker-profiles': [73, 74], 'worker-session': [75, 76], 'worker-users': [77, 78] };
const EXAMPLE_FILES = {
  'worker-profiles': 'examples/profiles/app.ts',
  'worker-session': 'test/examples/apps/session.app.ts',
  'worker-users': 'test/examples/apps/users.app.ts',
};
const OFFSETS = { ...PARTS, ...APPS, ...EXAMPLES };

/**
 * A cluster's folders and ports. `name` sets a second cluster apart from the developer's own; what is fetched once
 * (Kafka's jars) is shared by all. With `examples` the examples' workers run instead of the demo app's.
 */
export function layoutOf({ name, firstPort, edgePort, examples = false } = {}) {
  const shared = resolve(REPOSITORY, process.env.HEDDLE_DATA || '.heddle', 'cluster');
  const root = name ? join(shared, name) : shared;
  const first = Number(firstPort ?? (process.env.HEDDLE_CLUSTER_PORTS || DEFAULT_PORTS));
  if (!Number.isInteger(first) || first < 1024 || first > 65_000) {
    throw new Error('HEDDLE_CLUSTER_PORTS must be the first port of a free range, such as 18000.');
  }
  const layout = {
    shared,
    root,
    logs: join(root, 'logs'),
    pids: join(root, 'pids'),
    data: join(root, 'data'),
    files: join(root, 'data', 'files'),
    project: name ? `heddle-${name}` : 'heddle',
    apps: examples
      ? [...Object.keys(APPS).filter((app) => app !== 'assistant'), ...Object.keys(EXAMPLES)]
      : Object.keys(APPS),
    /** The chat app's file, of what is a worker for one. */
    chatApp: (app) => EXAMPLE_FILES[app] && join(REPOSITORY, EXAMPLE_FILES[app]),
    ports: (part) => OFFSETS[part].map((offset) => first + offset),
    port: (part) => first + OFFSETS[part][0],
    edgePort: edgePort ?? Number(process.env.PORT || 8000),
  };
  mkdirSync(layout.pids, { recursive: true });
  return layout;
}

/** Whether nobody listens on a port of this machine. */
function isFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });
}

/** Refuses to start when somebody else listens on a port that is wanted. */
export async function refuseTakenPorts(wanted) {
  for (const { name, port } of wanted) {
    if (await isFree(port)) continue;
    const way =
      name === 'edge'
        ? 'set PORT to another one'
        : 'set HEDDLE_CLUSTER_PORTS to the first port of a range that is free';
    throw new Error(`Port ${port}, wanted for ${name}, is taken: end what listens there, or ${way}.`);
  }
}

/** The first port of a range that is free as a whole, for a cluster that nobody has to find. */
export async function freeRange() {
  for (let first = 28_000; first < 32_000; first += 200) {
    const ports = [0, ...Object.values(OFFSETS).flat()].map((offset) => first + offset);
    const free = await Promise.all(ports.map(isFree));
    if (free.every(Boolean)) return first;
  }
  throw new Error('No free range of ports between 28000 and 32000.');
}
