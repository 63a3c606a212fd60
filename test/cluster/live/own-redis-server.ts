import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A Redis of the test's own, which it may stop, hang and start again on the same port. */
export class OwnRedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private readonly durable: boolean,
  ) {}

  /** `durable`: what was written is there again after a restart. */
  static async start(options: { durable?: boolean } = {}): Promise<OwnRedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'heddle-redis-'));
    const server = new OwnRedisServer(await freePort(), folder, options.durable ?? false);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const appendOnly = this.durable
      ? ['--appendonly', 'yes', '--appendfsync', 'always']
      : ['--appendonly', 'no'];
    const process = spawn(
      'redis-server',
      ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder, '--save', '', ...appendOnly],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.process = process;
    const failed = once(process, 'error').then(([error]) => {
      throw error;
    });
    await Promise.race([ready(process), failed]);
  }

  /** As a crash would: nothing is saved on the way out. */
  async kill(): Promise<void> {
    const process = this.process;
    if (!process) return;
    this.process = undefined;
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
  }

  /** Connections stand and nothing is answered, until `resume`. */
  hang(): void {
    this.process?.kill('SIGSTOP');
  }

  resume(): void {
    this.process?.kill('SIGCONT');
  }

  /** Ends it for good. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function ready(process: ChildProcess): Promise<void> {
  if (!process.stdout) throw new Error('redis-server has no output to wait for');
  for await (const line of createInterface(process.stdout)) {
    if (!line.includes('Ready to accept connections')) continue;
    process.stdout.resume();
    return;
  }
  throw new Error('redis-server ended before it was ready');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
