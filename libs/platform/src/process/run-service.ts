import { Logger } from '@nestjs/common';
import type { LogLevel } from '@nestjs/common';
import { ConfigError } from '../config/load-config.js';
import { DomainError } from '../errors/domain-error.js';
import { ServiceLogger } from './service-logger.js';

/** Something that runs until it is told to stop. */
export interface Stoppable {
  /** Finishes or hands over what is under way and frees everything. */
  stop(): Promise<void>;
}

const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'];

/** Every value `LOG_LEVEL` may have, from few words to many. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;

export type LogLevelName = (typeof LOG_LEVELS)[number];

/** Sends all logging of this process to one logger: JSON lines in production, readable ones on a terminal. */
export function setUpLogging(name: string, level: LogLevelName = 'info'): void {
  const lowest = LEVELS.indexOf(level === 'info' ? 'log' : level);
  const json = !process.stdout.isTTY;
  Logger.overrideLogger(
    new ServiceLogger(name, { json, logLevels: LEVELS.slice(0, lowest + 1), compact: json }),
  );
}

/** How a process is run. */
export interface RunOptions {
  /**
   * The process runs code that is not Heddle's: a promise that it let fail unseen is logged, and does not end the
   * conversations of everybody else.
   */
  readonly runsForeignCode?: boolean;
}

/**
 * Runs a process: starts it, stops it in order on SIGTERM or SIGINT and then exits 0. A configuration that is not
 * usable, or a start that fails for a reason the operator can mend, is told in plain sentences and exits 1; what
 * nobody caught is logged and exits 1 after an orderly stop.
 */
export async function runService(
  name: string,
  start: () => Promise<Stoppable>,
  { runsForeignCode = false }: RunOptions = {},
): Promise<void> {
  const logger = new Logger(name);
  let running: Stoppable | undefined;
  let stopping: Promise<never> | undefined;
  const stop = (code: number): Promise<never> =>
    (stopping ??= (async () => {
      try {
        await running?.stop();
      } catch (error) {
        logger.error(`stopping failed: ${String(error)}`);
        process.exit(1);
      }
      process.exit(code);
    })());
  const report = (error: unknown): void =>
    logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const fail = (error: unknown): void => {
    report(error);
    void stop(1);
  };
  // Not once: on Ctrl-C the terminal and npm both signal, and the second must not cut the stop short.
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));
  // Whoever reads the log may be gone. To log that, again and again, would be all that the process does.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', runsForeignCode ? report : fail);
  try {
    running = await start();
  } catch (error) {
    if (error instanceof ConfigError || error instanceof DomainError) {
      process.stderr.write(`${name}: ${error.message}\n`);
      process.exit(1);
    }
    fail(error);
  }
}
