export { DatabaseModule } from './database/database.module.js';
export { HeddleNamingStrategy } from './database/heddle-naming.strategy.js';
export { openDatabase } from './database/open-database.js';
export type { DatabaseOptions } from './database/open-database.js';
export { schemaDrift } from './database/schema-drift.js';
export { TenantColumns } from './database/tenant-columns.entity.js';
export { whileAvailable } from './database/while-available.js';
export { EmbeddedPostgres } from './embedded/embedded-postgres.js';
export type { EmbeddedPostgresOptions } from './embedded/embedded-postgres.js';
