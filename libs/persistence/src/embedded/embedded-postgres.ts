import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { endWithProcess } from './end-with-process.js';
import { findPlatformPackage, readyBinaries } from './native-binaries.js';
import { noEmbeddedDatabase } from './embedded-error.js';
import { takeOwnership } from './ownership.js';
import { endPostmaster, findRunning } from './postmaster.js';
import type { Postmaster } from './postmaster.js';
import { initialise, prepareServerFolder, SUPERUSER } from './server-folder.js';
import type { ServerFolder } from './server-folder.js';
import { spawnServer } from './spawn-server.js';

const POLL_MS = 20;
/** A leftover that recovers or shuts down is waited for this long. */
const LEFTOVER_PATIENCE_MS = 30_000;

/** How an embedded database is to be run. */
export interface EmbeddedPostgresOptions {
  /** Heddle's data folder (`HEDDLE_DATA`); the database takes `postgres` in it. */
  readonly dataFolder: string;
  /** False gives up safety against a crash of the machine for speed: for tests. True unless given. */
  readonly durable?: boolean;
  /** Takes lines meant for whoever started the process; standard output unless given. */
  readonly print?: (line: string) => void;
}

/**
 * A real PostgreSQL 18 from an npm package, on a free port of 127.0.0.1, with a data folder of its own and a
 * password kept in it. It ends with the process; should the process be killed, the next start takes the server it
 * left over, with everything in it. One process uses a data folder at a time.
 */
export class EmbeddedPostgres {
  private stopping: Promise<void> | undefined;

  private constructor(
    /** Where it listens, with user, password and database. */
    readonly url: string,
    /** Where everything of it is kept. */
    readonly folder: string,
    /** Whether it was running already, left over by a process that was killed. */
    readonly adopted: boolean,
    private readonly pid: number,
    private readonly owner: Client,
    private readonly letGo: () => void,
  ) {}

  /**
   * Starts, or takes over, the database of a data folder; creates it when there is none.
   *
   * @throws DomainError `unavailable`, in one sentence with the way out: no program for this platform, folder not
   *   writable, disk full, in use by another process
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const print = options.print ?? ((line: string) => process.stdout.write(`${line}\n`));
    const folder = await prepareServerFolder(options.dataFolder, print);
    const leftover = await EmbeddedPostgres.adopt(folder);
    if (leftover) return leftover;
    const programs = await readyBinaries(await findPlatformPackage(), folder.user, folder.copies, print);
    await initialise(folder, programs.initdb);
    const postmaster = await spawnServer(folder, programs.postgres, options.durable ?? true);
    const owner = await takeOwnership(urlOf(folder, postmaster), folder.path);
    if (!owner)
      throw noEmbeddedDatabase(`The embedded database in ${folder.path} does not answer; see ${folder.log}.`);
    return EmbeddedPostgres.own(folder, postmaster, owner, false);
  }

  /** The address of the database that runs in a data folder now, whoever owns it; undefined when none does. */
  static async addressOf(dataFolder: string): Promise<string | undefined> {
    const folder = await prepareServerFolder(dataFolder, () => undefined);
    const postmaster = await findRunning(folder.data);
    return postmaster?.isReady ? urlOf(folder, postmaster) : undefined;
  }

  /** A server that still runs in the folder and belongs to nobody; undefined when there is none. */
  private static async adopt(folder: ServerFolder): Promise<EmbeddedPostgres | undefined> {
    for (let waited = 0; waited < LEFTOVER_PATIENCE_MS; waited += POLL_MS) {
      const postmaster = await findRunning(folder.data);
      if (!postmaster) return undefined;
      const owner = postmaster.isReady && (await takeOwnership(urlOf(folder, postmaster), folder.path));
      if (owner) return EmbeddedPostgres.own(folder, postmaster, owner, true);
      await sleep(POLL_MS);
    }
    throw noEmbeddedDatabase(
      `The embedded database in ${folder.path} runs but does not answer; see ${folder.log}.`,
    );
  }

  private static own(
    folder: ServerFolder,
    postmaster: Postmaster,
    owner: Client,
    adopted: boolean,
  ): EmbeddedPostgres {
    const { pid } = postmaster;
    return new EmbeddedPostgres(
      urlOf(folder, postmaster),
      folder.path,
      adopted,
      pid,
      owner,
      endWithProcess(pid),
    );
  }

  /** Ends the database; close what uses it before. Resolves once it is gone. May be called again. */
  stop(): Promise<void> {
    return (this.stopping ??= this.end());
  }

  private async end(): Promise<void> {
    await endPostmaster(this.pid);
    this.letGo();
    await this.owner.end().catch(() => undefined);
  }
}

function urlOf(folder: ServerFolder, { port }: Postmaster): string {
  return `postgres://${SUPERUSER}:${folder.password}@127.0.0.1:${port}/postgres`;
}
