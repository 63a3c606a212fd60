import { RedisCellStore } from '#libs/conversation';
import { systemClock } from '#libs/platform';
import { describeCellStore } from '../../contract/cell-store.contract.js';

describeCellStore('Redis', () => {
  const url = process.env['REDIS_URL'];
  if (!url) throw new Error('REDIS_URL must name a Redis 7 or later, for example redis://127.0.0.1:6379');
  return RedisCellStore.connect({ url, clock: systemClock });
});
