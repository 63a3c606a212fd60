import { Command } from 'commander';
import { loadConfig, WorkerConfig } from '#libs/platform';
import { loadChatApp, runWorker } from '#libs/sdk';

/** `heddle worker app.ts`: one worker of a cluster. */
export function workerCommand(env: NodeJS.ProcessEnv): Command {
  return new Command('worker')
    .description(
      'run one worker of a chat app in a cluster (KAFKA_BROKERS, REDIS_URL, FILES_URL; health probes on PORT)',
    )
    .argument('<app>', 'the chat app, a TypeScript or JavaScript file')
    .action((file: string) =>
      runWorker(
        'worker',
        () => loadConfig(WorkerConfig, env),
        () => loadChatApp(file),
      ),
    );
}
