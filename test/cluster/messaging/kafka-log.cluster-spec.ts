import { randomUUID } from 'node:crypto';
import { KafkaLog } from '../../../libs/messaging/src/kafka/kafka-log.js';
import { systemClock, systemRandom } from '#libs/platform';
import { describeLogTransport } from '../../contract/log-transport.contract.js';
import { kafkaBrokers } from './kafka-brokers.js';

describeLogTransport('The Kafka log', () =>
  KafkaLog.connect({
    brokers: kafkaBrokers(),
    clientId: `contract-${randomUUID()}`,
    clock: systemClock,
    random: systemRandom,
  }),
);
