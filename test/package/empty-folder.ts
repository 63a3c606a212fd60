import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Where somebody begins who has never seen Heddle: an empty folder, npm, and the package as a file. */
export class EmptyFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'heddle-package-'));

  constructor() {
    chmodSync(this.path, 0o755); // the database's own user must be able to pass, when we are root
  }

  /** Runs a command in the folder to its end; throws with all it said when it fails. */
  run(command: string, args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: this.path,
      encoding: 'utf8',
      env: environment(),
    });
    if (status !== 0)
      throw new Error(`${command} ${args.join(' ')}: exit code ${status}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Runs `npx heddle ...` in the folder and waits until it serves. */
  async serve(args: readonly string[]): Promise<Serving> {
    const port = await freePort();
    const child = spawn('npx', ['heddle', ...args], {
      cwd: this.path,
      detached: true, // a process group of its own, so that it ends as a whole
      env: { ...environment(), PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const serving = new Serving(child, `http://127.0.0.1:${port}`);
    await serving.answering();
    return serving;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** A `heddle run` under way. */
export class Serving {
  private said = '';

  constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    const keep = (chunk: Buffer): void => void (this.said += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
  }

  async answering(): Promise<void> {
    await vi.waitFor(
      async () => {
        if (this.child.exitCode !== null) throw new Error(`heddle ended:\n${this.said}`);
        const answer = await fetch(`${this.url}/project/settings`).catch((error: unknown) => {
          throw new Error(`no answer yet:\n${this.said}`, { cause: error });
        });
        if (!answer.ok) throw new Error(`${answer.status}:\n${this.said}`);
      },
      { timeout: 30_000, interval: 100 },
    );
  }

  /** Ends it as Ctrl-C does: the signal goes to everything in its group. */
  async stop(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    process.kill(-this.child.pid!, 'SIGINT');
    await ended;
  }
}

/** The environment without what npm and vitest have put there for this repository. */
function environment(): NodeJS.ProcessEnv {
  const ours =
    /^(npm_|HEDDLE_(?!TEST_)|VITEST|NODE_ENV|NODE_OPTIONS|KAFKA_|REDIS_|DATABASE_|OPENAI_|INIT_CWD)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
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
