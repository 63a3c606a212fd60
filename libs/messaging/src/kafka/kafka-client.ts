import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Kafka, logLevel } from 'kafkajs';
import type { ISocketFactory, logCreator, RetryOptions } from 'kafkajs';
import type { LoggerPort } from '#libs/platform';

const KEEP_ALIVE_MS = 60_000;

/** A kafkajs client with the connection settings that all our connections share. */
export function createKafka(options: {
  brokers: string[];
  clientId: string;
  logger?: LoggerPort;
  openSocket?: ISocketFactory;
  retry: RetryOptions;
}): Kafka {
  return new Kafka({
    brokers: options.brokers,
    clientId: options.clientId,
    retry: options.retry,
    connectionTimeout: 1_000,
    requestTimeout: 10_000,
    socketFactory: options.openSocket ?? openSocket,
    logLevel: options.logger ? logLevel.WARN : logLevel.NOTHING,
    logCreator: logTo(options.logger),
  });
}

/** kafkajs leaves Nagle's algorithm on, which holds small requests back behind an unacknowledged one. */
const openSocket: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl
    ? connectTls({ host, port, servername: host, ...ssl }, onConnect)
    : connectTcp({ host, port }, onConnect);
  // In an outage kafkajs listens for the connection once per waiting request, which Node takes for a leak.
  return socket.setMaxListeners(0).setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
};

/** What kafkajs calls an error it mostly repairs itself, so nothing of it is more than a warning. */
function logTo(logger: LoggerPort | undefined): logCreator {
  return () =>
    ({ namespace, log }) => {
      const reason: unknown = log['error'];
      const detail = typeof reason === 'string' && reason !== log.message ? `: ${reason}` : '';
      logger?.warn(`kafkajs ${namespace}: ${log.message}${detail}`);
    };
}
