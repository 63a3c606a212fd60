import { loadConfigs, setUpLogging } from '#libs/platform';
import type { Stoppable } from '#libs/platform';
import { loadChatApp } from '#libs/sdk';
import { createAssistant } from '../../assistant/src/assistant.js';
import { ModelConfig } from '../../assistant/src/model.config.js';
import { AppWatcher } from './app-watcher.js';
import { StandaloneConfig } from './standalone.config.js';
import { Standalone } from './standalone.js';

/** Starts a standalone process as its environment says; prints its address once it serves. */
export async function runStandalone(
  env: NodeJS.ProcessEnv,
  options: { watch?: boolean } = {},
): Promise<Stoppable> {
  const config = loadConfigs(StandaloneConfig, ModelConfig, env);
  setUpLogging('heddle', config.LOG_LEVEL);
  const file = config.HEDDLE_APP;
  const standalone = await Standalone.start(config, file ? await loadChatApp(file) : createAssistant(config));
  print(`Heddle serves at ${standalone.url}`);
  if (!options.watch || !file) return standalone;
  const watcher = new AppWatcher(file, async () => {
    try {
      await standalone.replaceApp(await loadChatApp(file));
      print(`Reloaded ${file}`);
    } catch (error) {
      print(
        `${file} was not reloaded, the version before goes on: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  });
  return {
    async stop() {
      await watcher.stop();
      await standalone.stop();
    },
  };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
