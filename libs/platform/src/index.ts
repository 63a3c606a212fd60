export { systemClock } from './ports/clock.js';
export type { Clock, Timer } from './ports/clock.js';
export { createIds, deriveId } from './ports/ids.js';
export type { Ids } from './ports/ids.js';
export { systemRandom } from './ports/random.js';
export type { Random } from './ports/random.js';
export { InstanceBuilder } from './data/instance-builder.js';
export { DomainError } from './errors/domain-error.js';
export { ConfigError, loadConfig, loadConfigs } from './config/load-config.js';
export type { LoggerPort } from './ports/logger.js';
export { createServiceApplication } from './http/create-service-application.js';
export { HttpErrorFilter } from './http/http-error.filter.js';
export { PlatformModule } from './http/platform.module.js';
export { Public } from './http/public.decorator.js';
export { Readiness } from './http/readiness.js';
export { requestValidation } from './http/validation.pipe.js';
export { LOG_LEVELS, runService, setUpLogging } from './process/run-service.js';
export type { LogLevelName, RunOptions, Stoppable } from './process/run-service.js';
export { FilesUrlSetting, IntegerSetting, KeySetting, ListSetting, SwitchSetting } from './config/setting.js';
export {
  ClusterConfig,
  DatabaseServiceConfig,
  ListeningConfig,
  ServiceConfig,
  WorkerConfig,
} from './config/service.config.js';
