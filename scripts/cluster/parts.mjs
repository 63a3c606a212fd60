// Kafka, Redis and PostgreSQL of a cluster: containers where an engine answers, else the machine's own programs.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { containerDatabaseUrl, dockerEngine, startContainers } from './docker.mjs';
import { startKafka, toolsForKafka } from './kafka.mjs';
import { refuseTakenPorts } from './layout.mjs';
import { postgresFolder, startPostgres } from './postgres.mjs';
import { processOf } from './processes.mjs';
import { startRedis } from './redis.mjs';
import { requireTools } from './tools.mjs';

export const PARTS = ['kafka', 'redis', 'postgres'];

const file = (layout) => join(layout.root, 'env.json');

/** How a cluster was started last: its engine and what services are told of it. Undefined when it never was. */
export function savedParts(layout) {
  return existsSync(file(layout)) ? JSON.parse(readFileSync(file(layout), 'utf8')) : undefined;
}

function save(layout, engine, database) {
  const environment = {
    KAFKA_BROKERS: `127.0.0.1:${layout.port('kafka')}`,
    REDIS_URL: `redis://127.0.0.1:${layout.port('redis')}`,
    DATABASE_URL: database,
    FILES_URL: pathToFileURL(layout.files).href,
    // The same for as long as the cluster's data: what it encrypted must stay readable.
    HEDDLE_KEK: savedParts(layout)?.environment.HEDDLE_KEK ?? randomBytes(32).toString('base64'),
  };
  writeFileSync(file(layout), `${JSON.stringify({ engine, environment }, null, 2)}\n`, { mode: 0o600 });
  return environment;
}

async function startPrograms(layout, options) {
  const missing = PARTS.filter((name) => !processOf(layout, name));
  const programs = { kafka: toolsForKafka(layout), redis: ['redis-server'], postgres: [] };
  requireTools([...missing.flatMap((name) => programs[name]), ...(options.apps ? ['nginx'] : [])]);
  const wanted = missing.map((name) => ({ name, port: layout.port(name) }));
  if (missing.includes('kafka')) wanted.push({ name: 'kafka', port: layout.port('kafka-controller') });
  await refuseTakenPorts(wanted);
  const start = { kafka: startKafka, redis: startRedis, postgres: startPostgres };
  const outcomes = await Promise.allSettled(
    missing.map(async (name) => {
      const record = await start[name](layout, options);
      options.say(`${name} is ready on port ${record.port} (pid ${record.pid})`);
    }),
  );
  const failures = outcomes.flatMap(({ reason }) => (reason ? [reason.message] : []));
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return (await postgresFolder(layout, () => {})).url;
}

/**
 * Starts what does not run yet and returns what services are told of it.
 *
 * @param options.apps whether the apps are to be started too: what they need is told at once
 * @param options.local never containers
 * @param options.durable false gives up PostgreSQL's safety against a crash of the machine for speed: for tests
 * @param options.makeArchive whether Kafka's class archive is made when it is missing
 */
export async function startParts(layout, options) {
  const running = PARTS.some((name) => processOf(layout, name));
  if (options.local || running || !dockerEngine()) {
    return save(layout, 'local', await startPrograms(layout, options));
  }
  startContainers(layout);
  return save(layout, 'docker', containerDatabaseUrl(layout));
}
