export { fileKey } from './file-key.js';
export type { ByteRange, FileContent, FileStore, StoredFile } from './file-store.port.js';
