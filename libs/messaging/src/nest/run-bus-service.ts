import { runService, setUpLogging } from '#libs/platform';
import type { ListeningConfig, RunOptions, Stoppable } from '#libs/platform';
import type { MessagingParts } from '../messaging-parts.js';
import { closeMessaging, openMessaging } from './open-messaging.js';
import type { Service } from './start-service.js';

/**
 * Runs a service of a cluster as this process: reads its configuration, opens the bus, starts the service, listens,
 * and stops all of it in order on SIGTERM or SIGINT. A configuration or a start that an operator can mend is told in
 * plain sentences and exits 1.
 *
 * @param readConfig reads the configuration; what it throws counts as the start's
 */
export function runBusService<C extends ListeningConfig>(
  name: string,
  readConfig: () => C,
  start: (parts: MessagingParts, config: C) => Promise<Service>,
  options: RunOptions = {},
): Promise<void> {
  const startAll = async (): Promise<Stoppable> => {
    const config = readConfig();
    setUpLogging(name, config.LOG_LEVEL);
    const parts = await openMessaging(name, config);
    const service = await start(parts, config);
    await service.app.listen(config.PORT, config.HOST);
    return {
      async stop() {
        await service.stop();
        await closeMessaging(parts);
      },
    };
  };
  return runService(name, startAll, options);
}
