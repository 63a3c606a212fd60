import { EmbeddedPostgres } from '../../../libs/persistence/src/embedded/embedded-postgres.js';

/** Holds an embedded database in the given folder until it is ended; tells its parent what it got. */
const postgres = await EmbeddedPostgres.start({
  dataFolder: String(process.argv[2]),
  print: () => undefined,
});
process.send?.({ url: postgres.url, adopted: postgres.adopted });
setInterval(() => undefined, 60_000);
if (process.argv[3] === 'throw') throw new Error('nobody catches this');
