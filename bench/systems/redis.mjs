import { stopEverything } from '../../scripts/cluster/cluster.mjs';
import { freeRange, layoutOf } from '../../scripts/cluster/layout.mjs';
import { startRedis } from '../../scripts/cluster/redis.mjs';

/** Starts a Redis of its own on a free port, with new data, as a cluster has it. */
export async function startRedisAlone() {
  const firstPort = await freeRange();
  const layout = layoutOf({ name: 'bench', firstPort, edgePort: firstPort });
  const stop = () => stopEverything(layout, { say: () => {}, data: true });
  await stop();
  try {
    await startRedis(layout);
  } catch (error) {
    await stop();
    throw error;
  }
  return { redisUrl: `redis://127.0.0.1:${layout.port('redis')}`, stop };
}
