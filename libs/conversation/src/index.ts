export { REMEMBERED_TURNS } from './cell-store.port.js';
export type { CellCommit, CellStore, ClaimedCell, CommitResult, StoredCell } from './cell-store.port.js';
export { Conversation } from './conversation.js';
export { Conversations } from './conversations.js';
export { MAX_VALUE_BYTES, TurnState } from './turn-state.js';
export type { TurnChanges } from './turn-state.js';
