import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, readPostmaster } from '../../../libs/persistence/src/embedded/postmaster.js';

const DIST = join(import.meta.dirname, '../../../dist/apps');

export type Settings = Record<string, string>;

/** How a process ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A standalone process as users run it: the compiled one, told by its environment and nothing else. */
export class StandaloneProcess {
  private static readonly all = new Set<StandaloneProcess>();
  readonly url: string;
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private out = '';
  private err = '';

  private constructor(readonly settings: Settings) {
    this.url = `http://127.0.0.1:${settings['PORT']}`;
    this.child = spawn(process.execPath, ['--enable-source-maps', join(DIST, 'standalone/src/main.js')], {
      env: environment(settings),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    StandaloneProcess.all.add(this);
    this.child.stdout?.on('data', (chunk) => (this.out += String(chunk)));
    this.child.stderr?.on('data', (chunk) => (this.err += String(chunk)));
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      StandaloneProcess.all.delete(this);
      return {
        code: code as number | null,
        signal: signal as NodeJS.Signals | null,
        out: this.out,
        err: this.err,
      };
    });
  }

  /** Starts one and waits until it serves; on a free port unless told. */
  static async serving(settings: Settings): Promise<StandaloneProcess> {
    const standalone = new StandaloneProcess({ PORT: String(await freePort()), ...settings });
    const served = new Promise<void>((resolve, reject) => {
      standalone.child.stdout?.on('data', () => {
        if (standalone.out.includes('Heddle serves at')) resolve();
      });
      void standalone.ended.then(({ code, out, err }) =>
        reject(new Error(`Standalone ended with ${code} before it served.\n${out}${err}`)),
      );
    });
    await served;
    return standalone;
  }

  /** Starts one that is not expected to serve, and waits for its end. */
  static async refusing(settings: Settings): Promise<Ended> {
    return new StandaloneProcess({ PORT: String(await freePort()), ...settings }).ended;
  }

  /** Ends what still runs, whatever happened. */
  static async endAll(): Promise<void> {
    await Promise.all([...StandaloneProcess.all].map((standalone) => standalone.end('SIGTERM')));
  }

  end(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }
}

/** The process id of the data folder's database; undefined when none runs. */
export async function databaseOf(dataFolder: string): Promise<number | undefined> {
  const postmaster = await readPostmaster(join(dataFolder, 'postgres', 'data'));
  return postmaster && isAlive(postmaster.pid) ? postmaster.pid : undefined;
}

/** Runs the compiled command `heddle`. */
export function heddle(args: readonly string[], settings: Settings, input: string) {
  return spawnSync(process.execPath, [join(DIST, 'cli/src/main.js'), ...args], {
    env: environment(settings),
    encoding: 'utf8',
    input,
  });
}

const folders: string[] = [];

/** An empty folder, which the database's own user can reach when we are root. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-standalone-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Removes every folder that `newFolder` made. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function environment(settings: Settings): NodeJS.ProcessEnv {
  const { PATH, HOME, HEDDLE_TEST_RUN } = process.env;
  return { PATH, HOME, ...(HEDDLE_TEST_RUN ? { HEDDLE_TEST_RUN } : {}), ...settings };
}
