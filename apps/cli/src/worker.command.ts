import { Command } from 'commander';
import { openCellStore } from '#libs/conversation';
import { closeMessaging, openMessaging } from '#libs/messaging';
import { ListeningConfig, loadConfig, runService, setUpLogging } from '#libs/platform';
import { loadChatApp, startWorker } from '#libs/sdk';

/** `heddle worker app.ts`: one worker of a cluster. */
export function workerCommand(env: NodeJS.ProcessEnv): Command {
  return new Command('worker')
    .description(
      'run one worker of a chat app in a cluster (KAFKA_BROKERS, REDIS_URL; health probes on PORT)',
    )
    .argument('<app>', 'the chat app, a TypeScript or JavaScript file')
    .action((file: string) =>
      runService('worker', async () => {
        const config = loadConfig(ListeningConfig, env);
        setUpLogging('worker', config.LOG_LEVEL);
        const app = await loadChatApp(file);
        const parts = await openMessaging(`worker-${app.name}`, config);
        const cells = await openCellStore({
          redisUrl: config.REDIS_URL,
          clock: parts.clock,
          logger: parts.logger,
        });
        const worker = await startWorker(app, parts, cells);
        await worker.app.listen(config.PORT, config.HOST);
        return {
          async stop() {
            await worker.stop();
            await closeMessaging(parts);
            await cells.close();
          },
        };
      }),
    );
}
