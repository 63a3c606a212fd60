export { CELL_TTL_MS, REMEMBERED_TURNS } from './cell-store.port.js';
export type {
  AnswerResult,
  CellCommit,
  CellStore,
  ClaimedCell,
  CommitResult,
  StoredAsk,
  StoredCell,
} from './cell-store.port.js';
export { Conversation } from './conversation.js';
export { Conversations } from './conversations.js';
export { MAX_SESSION_BYTES, MAX_VALUE_BYTES, TurnState } from './turn-state.js';
export type { TurnChanges } from './turn-state.js';
export { RESERVED_PREFIX } from './value-sizes.js';
export { InProcessCellStore } from './in-process/in-process-cell-store.js';
export { openCellStore } from './open-cell-store.js';
export type { CellStoreOptions } from './open-cell-store.js';
export { RedisCellStore } from './redis/redis-cell-store.js';
export type { RedisCellStoreOptions } from './redis/redis-cell-store.js';
