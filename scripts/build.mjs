import './setup/require-node.mjs';
import { setUp } from './setup/set-up.mjs';

// `npm run build`: the server and the page into dist/, as far as they are not up to date.
await setUp();
