/** Where the live plane tells operators what it had to drop or could not do. Nest's loggers fit. */
export interface LiveLogger {
  log(message: string): void;
  warn(message: string): void;
}

/** Says nothing. */
export const silentLogger: LiveLogger = { log: () => undefined, warn: () => undefined };
