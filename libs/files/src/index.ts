export { fileKey } from './file-key.js';
export type { ByteRange, FileContent, FileStore, StoredFile } from './file-store.port.js';
export { FolderFileStore } from './folder-file-store.js';
export { openFileStore } from './open-file-store.js';
export type { FileStoreOptions } from './open-file-store.js';
