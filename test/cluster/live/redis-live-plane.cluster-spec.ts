import { RedisLivePlane } from '#libs/live';
import { systemClock } from '#libs/platform';
import { describeLivePlane } from '../../contract/live-plane.contract.js';

describeLivePlane('Redis', async () => {
  const url = process.env['REDIS_URL'];
  if (!url) throw new Error('REDIS_URL must name a Redis 7 or later, for example redis://127.0.0.1:6379');
  const options = { url, clock: systemClock };
  return { worker: await RedisLivePlane.connect(options), gateway: await RedisLivePlane.connect(options) };
});
