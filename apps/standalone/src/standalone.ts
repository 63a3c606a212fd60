import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CellStore } from '#libs/conversation';
import { openCellStore } from '#libs/conversation';
import { openFileStore } from '#libs/files';
import type { FileStore } from '#libs/files';
import { UserEnvVault } from '#libs/live';
import { closeMessaging, InProcessLog, openMessaging } from '#libs/messaging';
import type { MessagingConfig, MessagingParts, Service } from '#libs/messaging';
import { EmbeddedPostgres } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { startWorker } from '#libs/sdk';
import type { ChatApp } from '#libs/sdk';
import { startAuth } from '../../auth/src/start-auth.js';
import { startChatGateway } from '../../chat-gateway/src/start-chat-gateway.js';
import { startProfile } from '../../profile/src/start-profile.js';
import { startSession } from '../../session/src/start-session.js';
import { FrontServer } from './front-server.js';
import type { RequestHandler } from './front-server.js';
import type { StandaloneConfig } from './standalone.config.js';
import { UnfinishedRecords } from './unfinished-records.js';
import { webPage } from './web-page.js';

/** The built page, beside the compiled apps. */
const WEB_ROOT = join(import.meta.dirname, '../../../web');

/** Everything of Heddle in one process: each service a Nest application of its own, on one HTTP server. */
export class Standalone implements Stoppable {
  private readonly front = new FrontServer();
  private readonly running: Stoppable[] = [];
  /** What users supply of their own is for this process alone. */
  private readonly envKey = randomBytes(32);
  private worker: Service | undefined;
  private parts: MessagingParts;
  private cells: CellStore;
  private files: FileStore;

  private constructor(private readonly config: StandaloneConfig) {}

  /**
   * Starts everything, with `app` as the chat app.
   *
   * @throws DomainError in a sentence with the way out: port taken, folder not writable, no database
   */
  static async start(config: StandaloneConfig, app: ChatApp): Promise<Standalone> {
    const standalone = new Standalone(config);
    try {
      await standalone.open(app);
    } catch (error) {
      await standalone.stop();
      throw error;
    }
    return standalone;
  }

  /** The address to open in a browser. */
  get url(): string {
    return this.config.PUBLIC_URL ?? `http://localhost:${this.config.PORT}`;
  }

  /** Runs another version of the chat app from now on. Conversations go on where they were. */
  async replaceApp(app: ChatApp): Promise<void> {
    const parts = this.partsFor('worker');
    const userEnv = new UserEnvVault(parts.live, this.envKey, parts.logger);
    const next = await startWorker(app, parts, { cells: this.cells, files: this.files, userEnv });
    await this.worker?.stop();
    this.worker = next;
  }

  /** Stops everything, also when a part of it cannot be stopped in order: the database must not be left running. */
  async stop(): Promise<void> {
    const parts = [...this.running.splice(0), ...(this.worker ? [this.worker] : [])];
    const failures: unknown[] = [];
    for (const part of parts.reverse()) await part.stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  private async open(app: ChatApp): Promise<void> {
    const { config, front } = this;
    const messaging = messagingConfigOf(config);
    await front.listen(config.PORT, config.HOST);
    this.running.push({ stop: () => front.close() });
    const databaseUrl = config.DATABASE_URL ?? (await this.startDatabase());
    this.parts = await openMessaging('standalone', messaging);
    this.running.push({ stop: () => closeMessaging(this.parts) });
    this.cells = await openCellStore({
      ...(config.REDIS_URL ? { redisUrl: config.REDIS_URL } : {}),
      clock: this.parts.clock,
      logger: this.parts.logger,
    });
    this.running.push({ stop: () => this.cells.close() });
    const folder = join(resolve(config.HEDDLE_DATA), 'files');
    this.files = await openFileStore({ url: config.FILES_URL, folder });
    this.running.push({ stop: () => this.files.close() });
    const { log } = this.parts;
    const unfinished = new UnfinishedRecords(join(resolve(config.HEDDLE_DATA), 'unfinished.jsonl'));
    if (log instanceof InProcessLog) {
      // Before anybody can say anything new, and before an end of this start would write the file anew.
      await unfinished.restore(log);
      this.running.push({ stop: async () => unfinished.save(log) });
    }
    await this.startServices(databaseUrl);
    await this.replaceApp(app);
    const page = webPage(WEB_ROOT);
    front.mount('web', page);
  }

  private async startDatabase(): Promise<string> {
    const dataFolder = resolve(this.config.HEDDLE_DATA);
    try {
      mkdirSync(dataFolder, { recursive: true });
    } catch (error) {
      throw new DomainError(
        'unavailable',
        `The data folder ${dataFolder} cannot be written. Set HEDDLE_DATA to another.`,
        {
          cause: error,
        },
      );
    }
    const database = await EmbeddedPostgres.start({ dataFolder });
    this.running.push(database);
    return database.url;
  }

  private async startServices(databaseUrl: string): Promise<void> {
    const { HEDDLE_AUTH: signIn, PORT, SESSION_TIMEOUT } = this.config;
    const common = { signIn, publicUrl: this.url, authUrl: `http://127.0.0.1:${PORT}` };
    const [auth, session, profile] = await Promise.all([
      startAuth(this.partsFor('auth'), { ...common, databaseUrl }),
      startSession(this.partsFor('session'), {
        ...common,
        databaseUrl,
        files: this.files,
        sessionTimeoutSeconds: SESSION_TIMEOUT,
      }),
      startProfile(this.partsFor('profile'), common),
    ]);
    this.running.push(auth, session, profile);
    const gateway = await startChatGateway(this.partsFor('chat-gateway'), {
      ...common,
      sessionTimeoutSeconds: SESSION_TIMEOUT,
      envKey: this.envKey,
      transports: ['polling', 'websocket'],
      httpServer: this.front.server,
    });
    this.running.push(gateway);
    this.mount({ auth, session, profile, 'chat-gateway': gateway });
  }

  private mount(services: Record<'auth' | 'session' | 'profile' | 'chat-gateway', Service>): void {
    for (const part of ['auth', 'session', 'profile', 'chat-gateway'] as const) {
      // Express's own type says any; an Express application is a request handler.
      this.front.mount(part, services[part].app.getHttpAdapter().getInstance() as RequestHandler);
    }
  }

  /** The shared log and live plane, seen by one service. */
  private partsFor(service: string): MessagingParts {
    return { ...this.parts, instanceId: `${service}-${this.parts.ids.secret().slice(0, 8)}` };
  }
}

function messagingConfigOf(config: StandaloneConfig): MessagingConfig | undefined {
  const { KAFKA_BROKERS, REDIS_URL, KAFKA_REPLICATION } = config;
  if (!KAFKA_BROKERS && !REDIS_URL) return undefined;
  if (KAFKA_BROKERS && REDIS_URL) return { KAFKA_BROKERS, KAFKA_REPLICATION, REDIS_URL };
  const missing = KAFKA_BROKERS ? 'REDIS_URL' : 'KAFKA_BROKERS';
  throw new DomainError(
    'invalid_input',
    `KAFKA_BROKERS and REDIS_URL come together or not at all: ${missing} is not set.`,
  );
}
