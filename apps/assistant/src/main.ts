import { loadConfigs, WorkerConfig } from '#libs/platform';
import { runWorker } from '#libs/sdk';
import { createAssistant } from './assistant.js';
import { ModelConfig } from './model.config.js';

await runWorker('assistant', () => loadConfigs(WorkerConfig, ModelConfig, process.env), createAssistant);
