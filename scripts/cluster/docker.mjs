// Kafka, Redis and PostgreSQL as containers, where a Docker engine answers.
import { execFileSync } from 'node:child_process';
import { REPOSITORY } from './layout.mjs';
import { which } from './tools.mjs';

const PARTS = ['kafka', 'redis', 'postgres'];
const PATIENCE_MS = 5000;

function succeeds(docker, args) {
  try {
    execFileSync(docker, args, { stdio: 'ignore', timeout: PATIENCE_MS });
    return true;
  } catch {
    return false;
  }
}

/** Whether containers can be used here: an engine answers, and its client knows compose. */
export function dockerEngine() {
  const docker = which('docker');
  return docker && succeeds(docker, ['info']) && succeeds(docker, ['compose', 'version'])
    ? docker
    : undefined;
}

function compose(layout, args, stdio) {
  const ports = {
    KAFKA_PORT: String(layout.port('kafka')),
    REDIS_PORT: String(layout.port('redis')),
    POSTGRES_PORT: String(layout.port('postgres')),
  };
  return execFileSync(which('docker'), ['compose', '-p', layout.project, ...args], {
    cwd: REPOSITORY,
    env: { ...process.env, ...ports },
    stdio,
    encoding: 'utf8',
  });
}

/** Starts the containers, or keeps those that run, and waits for their health checks. */
export const startContainers = (layout) => compose(layout, ['up', '-d', '--wait', ...PARTS], 'inherit');

/** Ends the containers of this cluster; with `data`, what they have stored goes too. */
export const stopContainers = (layout, { data }) =>
  compose(layout, ['down', '--remove-orphans', ...(data ? ['--volumes'] : [])], 'inherit');

/** The database as docker-compose.yml sets it up. */
export const containerDatabaseUrl = (layout) =>
  `postgres://heddle:heddle@127.0.0.1:${layout.port('postgres')}/heddle`;
