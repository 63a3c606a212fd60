import { randomBytes } from 'node:crypto';
import { ChatOutbound, IdentityEvents } from '#libs/contracts';
import type { AppManifestDto } from '#libs/contracts';
import { InProcessCellStore } from '#libs/conversation';
import type { CellStore, StoredCell } from '#libs/conversation';
import type { FileStore } from '#libs/files';
import { UserEnvVault } from '#libs/live';
import { closeMessaging, EventPublisher, openMessaging, RequestClient } from '#libs/messaging';
import type { MessagingParts, Service } from '#libs/messaging';
import { DomainError, setUpLogging } from '#libs/platform';
import { isChatApp } from '../app/chat-app.js';
import type { ChatApp } from '../app/chat-app.js';
import type { HandlerTable } from '../app/handler-table.js';
import { AppLifecycle } from '../worker/app-lifecycle.js';
import { CHAT_APP } from '../worker/chat-app.token.js';
import { startWorker } from '../worker/start-worker.js';
import { Changes } from './changes.js';
import { mortal } from './mortal.js';
import { MortalLog } from './mortal-log.js';
import { StandInServices } from './stand-in-services.js';
import { TemporaryFileStore } from './temporary-file-store.js';

const KEY_BYTES = 32;

/** What stand-in services take. */
const TAKEN_TOPICS: readonly string[] = [ChatOutbound.family, IdentityEvents.family];

interface Worker {
  readonly service: Service;
  readonly death: AbortController;
  readonly log: MortalLog;
}

/** One app's deployment in this process: its worker, what it shares with other services, and stand-ins for those. */
export class TestDeployment {
  readonly changes = new Changes();
  /** The cookie of whoever is not signed in. */
  readonly guestId = crypto.randomUUID();
  readonly publisher: EventPublisher;
  readonly requests: RequestClient;
  readonly files: FileStore = new TemporaryFileStore();
  readonly userEnv: UserEnvVault;
  readonly services: StandInServices;
  private readonly cells: CellStore;
  private readonly done = new Set<string>();
  private stops = 0;
  private published = 0;
  private worker: Worker | undefined;
  private readonly dead: Worker[] = [];
  private started = 0;

  private constructor(
    readonly app: ChatApp,
    readonly parts: MessagingParts,
  ) {
    this.cells = new InProcessCellStore(parts.clock);
    this.publisher = new EventPublisher(parts);
    this.requests = new RequestClient(parts);
    this.userEnv = new UserEnvVault(parts.live, randomBytes(KEY_BYTES));
    this.services = new StandInServices(parts, this.changes);
  }

  /** Resolves when the app's worker takes its events. @throws DomainError `invalid_input` for what is no app */
  static async open(app: ChatApp): Promise<TestDeployment> {
    if (!isChatApp(app))
      throw new DomainError(
        'invalid_input',
        'testChat takes what defineChatApp returns: import app from the file that exports it, by `export default`.',
      );
    setUpLogging('test chat', 'warn');
    const deployment = new TestDeployment(app, await openMessaging('test'));
    try {
      await deployment.services.start();
      await deployment.startWorker();
    } catch (error) {
      await deployment.close();
      throw error;
    }
    return deployment;
  }

  /** The app's handlers, those of its Nest module included. */
  get handlers(): HandlerTable {
    return this.running.service.app.get<ChatApp>(CHAT_APP).handlers;
  }

  /** What the app says of itself. */
  async manifest(): Promise<AppManifestDto> {
    await this.changes.until(() => this.services.manifest !== undefined);
    return this.services.manifest as AppManifestDto;
  }

  /** Stops that reached a conversation so far. */
  get stopsTaken(): number {
    return this.stops;
  }

  /** Whether what the turn did is kept. */
  isDone(turnId: string): boolean {
    return this.done.has(turnId);
  }

  /** What the app keeps of the conversation, as far as its turns have ended. */
  read(threadId: string): Promise<StoredCell | undefined> {
    return this.cells.read(threadId);
  }

  /** Resolves when the stand-in services have taken everything that was published. */
  caughtUp(): Promise<void> {
    return this.changes.until(() => this.services.taken >= this.published);
  }

  /** The worker is gone, whatever it was doing; another one takes over. Resolves when that takes its events. */
  async killWorker(): Promise<void> {
    const worker = this.running;
    worker.death.abort();
    this.dead.push(worker);
    worker.service.app.get(AppLifecycle).vanish();
    this.worker = undefined;
    await worker.log.bury();
    await this.startWorker();
  }

  /** @param patiently whether what runs may finish; otherwise it is told to stop, and not waited for */
  async close(patiently = true): Promise<void> {
    if (!patiently && this.worker) {
      this.worker.death.abort();
      await this.worker.log.bury();
    }
    await this.worker?.service.stop();
    for (const { service } of this.dead) await service.app.close();
    await this.services.stop();
    await this.requests.close();
    await closeMessaging(this.parts);
    await this.cells.close();
    await this.files.close();
  }

  private get running(): Worker {
    if (!this.worker)
      throw new Error('The app has no worker: testChat() did not start, or close() was called.');
    return this.worker;
  }

  private async startWorker(): Promise<void> {
    const death = new AbortController();
    const { signal } = death;
    const { parts } = this;
    const log = new MortalLog(parts.log, signal, ({ topic }) => {
      if (TAKEN_TOPICS.includes(topic)) this.published += 1;
    });
    const mine: MessagingParts = {
      ...parts,
      log,
      live: mortal(parts.live, signal, ['emit', 'publish', 'close']),
      instanceId: `${parts.instanceId}-worker-${++this.started}`,
    };
    const stores = {
      cells: this.watchedCells(mortal(this.cells, signal, ['close'])),
      files: mortal(this.files, signal, ['close']),
      userEnv: mortal(this.userEnv, signal),
    };
    const service = await startWorker(this.app, mine, stores);
    this.worker = { service, death, log };
  }

  /** Tells of every turn that has ended, and of every stop. */
  private watchedCells(cells: CellStore): CellStore {
    const commit: CellStore['commit'] = async (threadId, fence, turn) => {
      const result = await cells.commit(threadId, fence, turn);
      if (result === 'committed') this.done.add(turn.turnId);
      this.changes.happened();
      return result;
    };
    const stop: CellStore['stop'] = async (threadId, at) => {
      await cells.stop(threadId, at);
      this.stops += 1;
      this.changes.happened();
    };
    return Object.assign(Object.create(cells) as CellStore, { commit, stop });
  }
}
