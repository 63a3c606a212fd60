import { createServer, connect } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { ISocketFactory } from 'kafkajs';

const PRODUCE = 0;

/** The whole frames at the beginning of a buffer, each with its length before it, and what is left. */
function splitFrames(buffer: Buffer): { frames: Buffer[]; rest: Buffer } {
  const frames: Buffer[] = [];
  let rest = buffer;
  while (rest.length >= 4 && rest.length >= 4 + rest.readInt32BE(0)) {
    const length = 4 + rest.readInt32BE(0);
    frames.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return { frames, rest };
}

/** Sits before a broker and cuts connections, above all when the broker has stored a batch and is about to say so. */
export class CuttingProxy {
  /** How many produce answers were cut off. */
  answersCut = 0;
  private readonly connections = new Set<() => void>();
  private server!: Server;
  private isArmed = false;
  private isAway = false;
  private onCut?: () => void;

  private constructor(private readonly broker: { host: string; port: number }) {}

  static async start(broker: string): Promise<CuttingProxy> {
    const [host = '', port] = broker.split(':');
    const proxy = new CuttingProxy({ host, port: Number(port) });
    proxy.server = createServer((client) => proxy.pipe(client));
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** For kafkajs: every connection goes through here, whatever address the broker tells. */
  readonly openSocket: ISocketFactory = ({ onConnect }) => {
    const { port } = this.server.address() as AddressInfo;
    return connect({ host: '127.0.0.1', port }, onConnect).setNoDelay(true);
  };

  /** Lets the next produce request through and cuts its answer; resolves when that has happened. */
  cutNextProduceAnswer(): Promise<void> {
    return new Promise((resolve) => {
      this.isArmed = true;
      this.onCut = resolve;
    });
  }

  cutEverything(): void {
    for (const cut of this.connections) cut();
  }

  /** From now on the broker cannot be reached. */
  goAway(): void {
    this.isAway = true;
    this.cutEverything();
  }

  comeBack(): void {
    this.isAway = false;
  }

  async stop(): Promise<void> {
    this.cutEverything();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private pipe(client: Socket): void {
    if (this.isAway) return void client.resetAndDestroy();
    const upstream = connect(this.broker);
    const cut = (): void => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    this.connections.add(cut);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.setNoDelay(true);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.connections.delete(cut);
        other.destroy();
      });
    }
    this.forward(client, upstream, cut);
  }

  private forward(client: Socket, upstream: Socket, cut: () => void): void {
    const doomed = new Set<number>();
    let requests: Buffer = Buffer.alloc(0);
    client.on('data', (data) => {
      const { frames, rest } = splitFrames(Buffer.concat([requests, data]));
      requests = rest;
      for (const frame of frames) {
        if (!this.isArmed || frame.readInt16BE(4) !== PRODUCE) continue;
        this.isArmed = false;
        doomed.add(frame.readInt32BE(8));
      }
      upstream.write(data);
    });
    let answers: Buffer = Buffer.alloc(0);
    upstream.on('data', (data) => {
      const { frames, rest } = splitFrames(Buffer.concat([answers, data]));
      answers = rest;
      for (const frame of frames) {
        if (doomed.has(frame.readInt32BE(4))) {
          this.answersCut++;
          cut();
          this.onCut?.();
          return;
        }
        client.write(frame);
      }
    });
  }
}
