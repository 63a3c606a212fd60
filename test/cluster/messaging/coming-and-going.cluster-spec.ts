import { randomUUID } from 'node:crypto';
import { openLog } from '#libs/messaging';
import { systemClock, systemRandom } from '#libs/platform';
import { describeComingAndGoing } from '../../contract/coming-and-going.contract.js';
import { KeptLog } from '../../support/messaging/messaging-parts.js';
import { kafkaBrokers } from './kafka-brokers.js';

describeComingAndGoing('Kafka', () =>
  openLog({
    brokers: kafkaBrokers(),
    clientId: `coming-and-going-${randomUUID()}`,
    clock: systemClock,
    random: systemRandom,
    logger: new KeptLog(),
  }),
);
