import { InProcessCellStore } from '#libs/conversation';
import { systemClock } from '#libs/platform';
import { describeCellStore } from '../../contract/cell-store.contract.js';

describeCellStore('in-process', () => Promise.resolve(new InProcessCellStore(systemClock)));
