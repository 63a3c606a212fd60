import { InProcessLog } from '#libs/messaging';
import { systemClock } from '#libs/platform';
import { describeComingAndGoing } from '../../contract/coming-and-going.contract.js';

describeComingAndGoing('The in-process log', () => Promise.resolve(new InProcessLog({ clock: systemClock })));
