// npm run example <name> [-- --sign-in]: one of examples/ on standalone, with data of its own.
import './setup/require-node.mjs';
import { existsSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { STANDALONE } from './setup/build.mjs';
import { capture } from './setup/children.mjs';
import { inRoot, ROOT } from './setup/root.mjs';
import { setUp } from './setup/set-up.mjs';

/** Who can sign in to an example. */
const USERS = [
  ['ada', '--display-name', 'Ada', '--metadata', '{"role":"admin"}'],
  ['grace', '--display-name', 'Grace', '--metadata', '{"role":"member"}'],
];

const { values, positionals } = parseArgs({
  options: { 'sign-in': { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [name] = positionals;
const names = readdirSync(inRoot('examples')).filter((folder) =>
  existsSync(inRoot('examples', folder, 'app.ts')),
);
if (!names.includes(name)) {
  if (name !== undefined) console.error(`There is no example "${name}".`);
  console.error(`npm run example <${names.join('|')}> [-- --sign-in]`);
  process.exit(2);
}
process.chdir(ROOT);
await setUp();
process.env.HEDDLE_APP = inRoot('examples', name, 'app.ts');
process.env.HEDDLE_DATA ??= inRoot('.heddle', 'examples', name);
if (values['sign-in']) {
  process.env.HEDDLE_AUTH = 'on';
  await addUsers();
}
process.argv[1] = STANDALONE;
process.setSourceMapsEnabled(true);
await import(pathToFileURL(STANDALONE));

/** Says each one's password once, when they are new. */
async function addUsers() {
  for (const user of USERS) {
    const { code, output } = await capture(process.execPath, [
      inRoot('dist/apps/cli/src/main.js'),
      'user',
      'add',
      ...user,
    ]);
    if (code === 0) console.log(output.match(/^(Added|Password: ).*$/gm)?.join(' '));
    else if (!output.includes('already')) console.error(output.trim());
  }
}
