import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import {
  AppsManifests,
  ChatControl,
  ChatInbound,
  ChatOutbound,
  rpcTopicOfApp,
  rpcTopicOfService,
  SessionLifecycle,
} from '#libs/contracts';
import { openCellStore } from '#libs/conversation';
import { openFileStore } from '#libs/files';
import { UserEnvVault } from '#libs/live';
import type { LivePlane } from '#libs/live';
import { closeMessaging, InProcessLog, openMessaging } from '#libs/messaging';
import type { LogTransport } from '#libs/messaging';
import type { ChatApp } from '#libs/sdk';
import { startWorker } from '#libs/sdk';
import { StandaloneConfig } from '../../apps/standalone/src/standalone.config.js';
import { Standalone } from '../../apps/standalone/src/standalone.js';
import { ChatClient, HEDDLE_URL, newGuest } from './chat-client.js';

/** A chat app of a test's, as users reach it. */
export interface DeployedApp {
  /** The deployment's address. */
  readonly origin: string;
  /** Every record that is in the log by now of what the app's users did and saw. */
  records(): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Runs a chat app of a test's: where a cluster is under test as one more worker of it, else on a standalone of its own.
 * On a cluster other apps run beside it: clients have to name one of its profiles.
 */
export function deployApp(app: ChatApp): Promise<DeployedApp> {
  return process.env['HEDDLE_LANE'] === 'cluster' ? onCluster(app) : onStandalone(app);
}

async function onStandalone(app: ChatApp): Promise<DeployedApp> {
  const data = mkdtempSync(join(tmpdir(), 'heddle-e2e-'));
  // The database's own user must be able to pass, when we are root.
  chmodSync(data, 0o755);
  const PORT = await freePort();
  const origin = `http://127.0.0.1:${PORT}`;
  const config = Object.assign(new StandaloneConfig(), { PORT, HEDDLE_DATA: data, PUBLIC_URL: origin });
  const append = vi.spyOn(InProcessLog.prototype, 'append');
  const standalone = await Standalone.start(config, app);
  return {
    origin,
    records: () => Promise.resolve(append.mock.calls.map(([{ value }]) => value.toString())),
    async stop() {
      append.mockRestore();
      await standalone.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function onCluster(app: ChatApp): Promise<DeployedApp> {
  const redisUrl = setting('REDIS_URL');
  const parts = await openMessaging(app.name, {
    KAFKA_BROKERS: setting('KAFKA_BROKERS').split(','),
    KAFKA_REPLICATION: 1,
    REDIS_URL: redisUrl,
  });
  const { live, clock, logger } = parts;
  const cells = await openCellStore({ redisUrl, clock, logger });
  const files = await openFileStore({ url: setting('FILES_URL') });
  const kek = process.env['HEDDLE_KEK'];
  const userEnv = new UserEnvVault(live, kek ? Buffer.from(kek, 'base64') : randomBytes(32));
  const worker = await startWorker(app, parts, { cells, files, userEnv });
  await Promise.all(deployedGateways().map((url) => untilOffered(app, url, live)));
  return {
    origin: HEDDLE_URL,
    records: () => recordsIn(parts.log, topicsOf(app.name)),
    async stop() {
      await worker.stop();
      await cells.close();
      await files.close();
      await closeMessaging(parts);
    },
  };
}

function deployedGateways(): string[] {
  const listed = JSON.parse(setting('HEDDLE_GATEWAYS')) as { readonly url: string }[];
  return listed.map(({ url }) => url);
}

/** A gateway that has not heard of the app yet leads its users to another one. */
async function untilOffered({ name, profiles }: ChatApp, url: string, live: LivePlane): Promise<void> {
  const chatProfile = profiles?.[0]?.name;
  if (chatProfile === undefined) throw new Error(`${name} needs a profile, or nobody finds it on a cluster`);
  const cookie = await newGuest();
  const look = async (): Promise<string | undefined> => {
    try {
      const client = await ChatClient.connect({ url, cookie, chatProfile });
      client.close();
      return (await live.getSession(client.sessionId))?.app;
    } catch (error) {
      // It knows what the app asks for.
      return String(error).includes('user environment variable') ? name : undefined;
    }
  };
  await vi.waitFor(async () => expect(await look()).toBe(name), { timeout: 20_000, interval: 100 });
}

function topicsOf(app: string): string[] {
  const ofApp = [ChatInbound, ChatControl].map(({ family }) => `${family}.${app}`);
  const ofAll = [ChatOutbound, SessionLifecycle, AppsManifests].map(({ family }) => family);
  return [...ofApp, ...ofAll, rpcTopicOfApp(app), rpcTopicOfService('session')];
}

async function recordsIn(log: LogTransport, topics: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const topic of topics) {
    const reader = await log.readBroadcast(topic, ({ value }) => void found.push(String(value)));
    await reader.stop();
  }
  return found;
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} has to say where the cluster under test is`);
  return value;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
