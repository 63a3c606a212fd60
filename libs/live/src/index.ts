export type {
  ActionFrame,
  ActionRemovedFrame,
  AskEndedFrame,
  AskFrame,
  CommandsFrame,
  DeliveredFrame,
  DurableFrame,
  ElementFrame,
  ElementRemovedFrame,
  FirstInteractionFrame,
  FrameBatch,
  LiveFrame,
  LiveSession,
  SettingsFormFrame,
  StepFrame,
  StepRemovedFrame,
  StreamingText,
  TaskFrame,
  ThreadSnapshot,
  ToastFrame,
  TokenFrame,
  TokenUsageFrame,
} from './frames.js';
export { gatewayChannel, parseFrameBatch, replyChannel } from './live-plane.port.js';
export type { LivePlane, Unsubscribe } from './live-plane.port.js';
export { InProcessLivePlane } from './in-process/in-process-live-plane.js';
export { openLivePlane } from './open-live-plane.js';
export type { LivePlaneOptions } from './open-live-plane.js';
export type { LiveLogger } from './live-logger.js';
export { UserEnvVault } from './user-env-vault.js';
export { RedisConnection } from './redis/redis-connection.js';
export type { RedisConnectionOptions } from './redis/redis-connection.js';
export { RedisLivePlane } from './redis/redis-live-plane.js';
export type { RedisLivePlaneOptions } from './redis/redis-live-plane.js';
export { redisScript } from './redis/redis-script.js';
export type { RedisScript } from './redis/redis-script.js';
