// Redis 7 from the machine's own package.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { answersPing } from './probes.mjs';
import { startProcess, untilReady } from './processes.mjs';
import { requireTools, requireVersion, versionOf } from './tools.mjs';

export async function startRedis(layout) {
  const { 'redis-server': command } = requireTools(['redis-server']);
  requireVersion('redis-server', versionOf(command, '--version'), /v=(\d+)/, 7);
  const folder = join(layout.data, 'redis');
  mkdirSync(folder, { recursive: true });
  const port = layout.port('redis');
  const settings = {
    port,
    bind: '127.0.0.1',
    daemonize: 'no',
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const record = startProcess(layout, { name: 'redis', command, args, port });
  return untilReady(layout, record, () => answersPing(port), 20);
}
