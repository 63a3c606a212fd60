import { openCellStore } from '#libs/conversation';
import { closeMessaging, openMessaging } from '#libs/messaging';
import { ListeningConfig, loadConfigs, runService, setUpLogging } from '#libs/platform';
import { startWorker } from '#libs/sdk';
import { createAssistant } from './assistant.js';
import { ModelConfig } from './model.config.js';

await runService('assistant', async () => {
  const config = loadConfigs(ListeningConfig, ModelConfig, process.env);
  setUpLogging('assistant', config.LOG_LEVEL);
  const parts = await openMessaging('assistant', config);
  const cells = await openCellStore({ redisUrl: config.REDIS_URL, clock: parts.clock, logger: parts.logger });
  const worker = await startWorker(createAssistant(config), parts, cells);
  await worker.app.listen(config.PORT, config.HOST);
  return {
    async stop() {
      await worker.stop();
      await closeMessaging(parts);
      await cells.close();
    },
  };
});
