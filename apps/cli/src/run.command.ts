import { Command } from 'commander';
import { runService } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { runStandalone } from '../../standalone/src/run-standalone.js';

interface RunOptions {
  readonly port?: string;
  readonly data?: string;
  readonly watch?: true;
}

/** `heddle run app.ts`: everything in one process, with this app and a page. */
export function runCommand(env: NodeJS.ProcessEnv): Command {
  return new Command('run')
    .description('run a chat app with everything it needs, and a page to talk to it')
    .argument('<app>', 'the chat app, a TypeScript or JavaScript file')
    .option('-p, --port <port>', 'the port of the page (PORT; default 8000)')
    .option('--data <folder>', 'where everything is kept (HEDDLE_DATA; default .heddle)')
    .option('-w, --watch', 'reload the app when its files change; conversations go on')
    .action((app: string, { port, data, watch }: RunOptions) => {
      const given = {
        HEDDLE_APP: app,
        ...(port ? { PORT: port } : {}),
        ...(data ? { HEDDLE_DATA: data } : {}),
      };
      const start = (): Promise<Stoppable> => runStandalone({ ...env, ...given }, { watch: watch ?? false });
      return runService('heddle', start, { runsForeignCode: true });
    });
}
