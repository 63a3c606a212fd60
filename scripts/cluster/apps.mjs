// Heddle's own processes: two of every service and two workers, as a cluster runs them.
import { built } from './built.mjs';
import { answersHttp } from './probes.mjs';
import { processOf, startProcess, untilReady } from './processes.mjs';

/** Every app process of a cluster: its app, its number and its port. */
export function appProcesses(layout) {
  return layout.apps.flatMap((app) =>
    layout.ports(app).map((port, index) => ({ name: `${app}-${index + 1}`, app, port })),
  );
}

/** What every app is told, besides what tells it where Kafka, Redis and PostgreSQL are. */
function environmentOf(layout, environment, { port }) {
  return {
    HEDDLE_AUTH: 'off',
    PUBLIC_URL: `http://localhost:${layout.edgePort}`,
    ...process.env,
    NODE_ENV: 'production',
    // Through the edge, which knows both replicas.
    AUTH_URL: `http://127.0.0.1:${layout.edgePort}`,
    ...environment,
    HOST: '127.0.0.1',
    PORT: String(port),
  };
}

/** How an app's process is told to be that app. */
function programOf(layout, app) {
  const file = layout.chatApp(app);
  return file
    ? [built('apps', 'cli', 'src', 'main.js'), 'worker', file]
    : [built('apps', app, 'src', 'main.js')];
}

/** Starts the app processes that do not run yet, and waits until each takes work. */
export async function startApps(layout, environment, { say }) {
  const missing = appProcesses(layout).filter(({ name }) => !processOf(layout, name));
  const started = missing.map((one) => {
    const args = ['--enable-source-maps', ...programOf(layout, one.app)];
    const env = environmentOf(layout, environment, one);
    return startProcess(layout, { name: one.name, command: process.execPath, args, port: one.port, env });
  });
  const outcomes = await Promise.allSettled(
    started.map(async (record) => {
      await untilReady(layout, record, () => answersHttp(record.port, '/ready'), 90);
      say(`${record.name} is ready on port ${record.port} (pid ${record.pid})`);
    }),
  );
  const failures = outcomes.flatMap(({ reason }) => (reason ? [reason.message] : []));
  if (failures.length > 0) throw new Error(failures.join('\n'));
}
