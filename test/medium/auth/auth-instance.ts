import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { closeMessaging, openMessaging } from '#libs/messaging';
import type { MessagingParts } from '#libs/messaging';
import { startAuth as startService } from '../../../apps/auth/src/start-auth.js';

Logger.overrideLogger(['warn', 'error']);

/** One replica of the auth service, listening. */
export interface AuthInstance {
  readonly origin: string;
  readonly dataSource: DataSource;
  get<T>(provider: new (...args: never[]) => T): T;
  stop(): Promise<void>;
}

export interface AuthInstanceOptions {
  readonly databaseUrl: string;
  readonly signIn?: 'on' | 'off';
  readonly publicUrl?: string;
  /** The bus that several replicas share; one of its own unless given. */
  readonly parts?: MessagingParts;
  /** How far this replica's clock is ahead; read at each look at it. */
  readonly aheadMs?: () => number;
}

export async function startAuth(options: AuthInstanceOptions): Promise<AuthInstance> {
  const { databaseUrl, signIn = 'on', publicUrl = 'http://localhost:8000', aheadMs = () => 0 } = options;
  const parts = options.parts ?? (await openMessaging('auth'));
  const clock = { ...parts.clock, now: () => Date.now() + aheadMs() };
  const service = await startService({ ...parts, clock }, { signIn, publicUrl, databaseUrl });
  const { app } = service;
  await app.listen(0, '127.0.0.1');
  const server: Server = app.getHttpServer();
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    dataSource: app.get(DataSource, { strict: false }),
    get: (provider) => app.get(provider, { strict: false }),
    async stop() {
      await service.stop();
      if (!options.parts) await closeMessaging(parts);
    },
  };
}
