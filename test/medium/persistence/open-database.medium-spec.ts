import { describeDatabase } from '../../contract/database.contract.js';
import { openTestDatabase } from '../../support/database/test-database.js';

describeDatabase('embedded', () => openTestDatabase());
