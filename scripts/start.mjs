import './setup/require-node.mjs';
import { pathToFileURL } from 'node:url';
import { STANDALONE } from './setup/build.mjs';
import { ROOT } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';

// `npm start`: everything that a clone needs, then standalone in this very process, so that signals, terminal and
// exit code are its own.
process.chdir(ROOT);
await setUp();
process.argv[1] = STANDALONE;
process.setSourceMapsEnabled(true);
await import(pathToFileURL(STANDALONE));
