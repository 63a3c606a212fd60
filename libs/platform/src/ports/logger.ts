/** Where the engine reports what an operator should know. Nest's own `Logger` fits. */
export interface LoggerPort {
  log(message: string): void;
  warn(message: string): void;
  error(message: string, stack?: string): void;
  debug(message: string): void;
}
