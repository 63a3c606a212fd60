// One Kafka broker (KRaft, broker and controller in one), straight from its jars.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answersMetadata } from './probes.mjs';
import { startProcess, untilReady } from './processes.mjs';
import { requireTools, requireVersion, versionOf } from './tools.mjs';

export const KAFKA_VERSION = '4.4.0';
const POM = fileURLToPath(new URL('kafka-pom.xml', import.meta.url));
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
const CLUSTER_ID = 'aGVkZGxlLWNsdXN0ZXIwMQ';
const QUICK = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
const QUIET = '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn';

const jarsOf = (folder) => join(folder, 'kafka-libs', KAFKA_VERSION);

/** What starting the broker needs from this machine: Maven only as long as the jars are not there. */
export function toolsForKafka(layout) {
  const folders = [layout.shared, process.env.HEDDLE_CACHE].filter(Boolean);
  return folders.some((folder) => existsSync(jarsOf(folder))) ? ['java'] : ['java', 'mvn'];
}

/** The folder of Kafka's jars: there already, else from the cache (HEDDLE_CACHE), else by Maven and into the cache. */
function jars(layout, say) {
  const libs = jarsOf(layout.shared);
  if (existsSync(libs)) return libs;
  const cached = process.env.HEDDLE_CACHE && jarsOf(process.env.HEDDLE_CACHE);
  if (cached && existsSync(cached)) {
    copyWhole(cached, libs);
    return libs;
  }
  const { mvn } = requireTools(['mvn']);
  say(`fetching Kafka ${KAFKA_VERSION} by Maven (44 MB, only this once)`);
  const fetched = join(layout.shared, `kafka-fetch-${process.pid}`);
  mkdirSync(fetched, { recursive: true });
  try {
    const where = `-DoutputDirectory=${join(fetched, 'libs')}`;
    execFileSync(
      mvn,
      ['-q', '-B', '-f', POM, COPY, where, '-DincludeScope=runtime', `-Dkafka.version=${KAFKA_VERSION}`],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
        cwd: fetched,
      },
    );
    copyWhole(join(fetched, 'libs'), libs);
    if (cached) copyWhole(join(fetched, 'libs'), cached);
  } finally {
    rmSync(fetched, { recursive: true, force: true });
  }
  return libs;
}

/** Copies a folder so that nobody ever sees half of it. */
function copyWhole(from, to) {
  const beside = `${to}.${process.pid}`;
  cpSync(from, beside, { recursive: true });
  try {
    renameSync(beside, to);
  } catch (error) {
    rmSync(beside, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}

function properties(layout) {
  const broker = `127.0.0.1:${layout.port('kafka')}`;
  const controller = `127.0.0.1:${layout.port('kafka-controller')}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${controller}`,
    listeners: `PLAINTEXT://${broker},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': join(layout.data, 'kafka'),
    'auto.create.topics.enable': false,
    'num.partitions': 12,
    'default.replication.factor': 1,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 8,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1000,
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 4,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/**
 * Flags for the class archive, which halves the broker's start. It is made once: by the first broker, when it ends.
 * It fits the Java it was made with only, and Java itself ignores one that does not fit.
 */
function archiveFlags(layout, java, make) {
  const release = /"(\S+)"/.exec(java)?.[1] ?? 'java';
  const archive = join(layout.shared, 'kafka-libs', `${KAFKA_VERSION}-java-${release}.jsa`);
  if (existsSync(archive)) return [`-XX:SharedArchiveFile=${archive}`];
  return make ? [`-XX:ArchiveClassesAtExit=${archive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'] : [];
}

/** Starts the broker and waits until it knows its controller. */
export async function startKafka(layout, { say, makeArchive }) {
  const { java } = requireTools(['java']);
  const version = versionOf(java, '-version');
  requireVersion('java', version, /version "(\d+)/, 17);
  const libs = jars(layout, say);
  const config = join(layout.root, 'kafka.properties');
  writeFileSync(config, properties(layout));
  const classPath = ['-cp', join(libs, '*')];
  if (!existsSync(join(layout.data, 'kafka', 'meta.properties'))) {
    const format = ['kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', config];
    execFileSync(java, ['-Xmx128m', ...QUICK, QUIET, ...classPath, ...format], { stdio: 'pipe' });
  }
  const archive = archiveFlags(layout, version, makeArchive);
  const record = startProcess(layout, {
    name: 'kafka',
    command: java,
    args: ['-Xmx256m', ...QUICK, ...archive, QUIET, ...classPath, 'kafka.Kafka', config],
    port: layout.port('kafka'),
  });
  return untilReady(layout, record, () => answersMetadata(record.port), 60);
}
