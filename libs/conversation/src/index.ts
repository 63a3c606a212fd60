export { REMEMBERED_TURNS } from './cell-store.port.js';
export type { CellCommit, CellStore, ClaimedCell, CommitResult, StoredCell } from './cell-store.port.js';
