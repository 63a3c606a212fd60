import { runService } from '#libs/platform';
import { runStandalone } from './run-standalone.js';

await runService('heddle', () => runStandalone(process.env), { runsForeignCode: true });
