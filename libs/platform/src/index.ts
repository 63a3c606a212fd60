export { systemClock } from './ports/clock.js';
export type { Clock, Timer } from './ports/clock.js';
export { createIds, deriveId } from './ports/ids.js';
export type { Ids } from './ports/ids.js';
export { systemRandom } from './ports/random.js';
export type { Random } from './ports/random.js';
export { DomainError } from './errors/domain-error.js';
export { ConfigError, loadConfig } from './config/load-config.js';
