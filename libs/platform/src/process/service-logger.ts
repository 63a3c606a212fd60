import { ConsoleLogger } from '@nestjs/common';

/** Nest tells at every start what it wired; that helps nobody who operates a service. */
const NEST_WIRING = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'NestMicroservice',
  'RouterExplorer',
  'RoutesResolver',
  'WebSocketsController',
]);

/** Nest's logger without Nest's own start-up talk. */
export class ServiceLogger extends ConsoleLogger {
  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && NEST_WIRING.has(context)) return;
    super.log(message, ...(rest as [string]));
  }
}
