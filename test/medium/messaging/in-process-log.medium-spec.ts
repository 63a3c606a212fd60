import { InProcessLog } from '#libs/messaging';
import { systemClock } from '#libs/platform';
import { describeLogTransport } from '../../contract/log-transport.contract.js';

describeLogTransport('The in-process log', async () => new InProcessLog({ clock: systemClock }));
