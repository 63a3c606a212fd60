// Whether a part answers, asked in its own protocol.
import { connect } from 'node:net';
import pg from 'pg';

const PATIENCE_MS = 1000;

/** Sends bytes and hands over the first answer, or nothing. */
function exchange(port, request, isWhole) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    let answer = Buffer.alloc(0);
    const end = (value) => {
      socket.destroy();
      done(value);
    };
    socket.setTimeout(PATIENCE_MS, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(undefined));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (isWhole(answer)) end(answer);
    });
  });
}

/** A Metadata request (version 1): ready when the broker knows its controller. */
export async function answersMetadata(port) {
  const client = Buffer.from('probe');
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 4);
  request.writeInt32BE(request.length - 4, 0);
  request.writeInt16BE(3, 4);
  request.writeInt16BE(1, 6);
  request.writeInt32BE(1, 8);
  request.writeInt16BE(client.length, 12);
  client.copy(request, 14);
  const answer = await exchange(
    port,
    request,
    (bytes) => bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0),
  );
  if (!answer) return false;
  const brokers = answer.readInt32BE(8);
  let at = 12;
  for (let broker = 0; broker < brokers; broker++) {
    at += 4;
    at += 2 + answer.readInt16BE(at) + 4;
    at += 2 + Math.max(0, answer.readInt16BE(at));
  }
  return brokers > 0 && answer.readInt32BE(at) >= 0;
}

/** Redis answers PING. While it loads its data it answers with an error. */
export async function answersPing(port) {
  const answer = await exchange(port, 'PING\r\n', (bytes) => bytes.includes('\n'));
  return answer?.toString().startsWith('+PONG') ?? false;
}

/** PostgreSQL lets the services' user in. */
export async function answersSql(connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A service or the edge answers 200 on a path. */
export async function answersHttp(port, path) {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
