import { loadConfigs, runService, setUpLogging } from '#libs/platform';
import { loadChatApp } from '#libs/sdk';
import { createAssistant } from '../../assistant/src/assistant.js';
import { ModelConfig } from '../../assistant/src/model.config.js';
import { StandaloneConfig } from './standalone.config.js';
import { Standalone } from './standalone.js';

await runService('heddle', async () => {
  const config = loadConfigs(StandaloneConfig, ModelConfig, process.env);
  setUpLogging('heddle', config.LOG_LEVEL);
  const app = config.HEDDLE_APP ? await loadChatApp(config.HEDDLE_APP) : createAssistant(config);
  const standalone = await Standalone.start(config, app);
  process.stdout.write(`Heddle serves at ${standalone.url}\n`);
  return standalone;
});
