import { describeDatabase } from '../../contract/database.contract.js';
import { openTestDatabase } from '../../support/database/test-database.js';

describeDatabase('a server of one’s own', async () => {
  const url = process.env['DATABASE_URL'];
  if (!url)
    throw new Error('DATABASE_URL must name a PostgreSQL 15 or later, whose user may create databases');
  return openTestDatabase(url);
});
