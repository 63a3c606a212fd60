import { beforeEach, describe, expect, it } from 'vitest';
import type { StepFrame, StreamingText, TokenFrame } from '#libs/live';
import { Connection } from '../../../../apps/chat-gateway/src/connections/connection.js';
import { followPongs } from '../../../../apps/chat-gateway/src/connections/follow-pongs.js';
import { durable, live, session, snapshot, stepOf } from './frames.js';
import { RecordingSocket } from './recording-socket.js';

const stepFrame = (event: StepFrame['event'], id: string, output = ''): StepFrame => ({
  kind: 'step',
  event,
  step: stepOf(id, { output, streaming: event === 'stream-started' }),
});

const token = (messageId: string, offset: number, text: string, fence = 1): TokenFrame => ({
  kind: 'token',
  messageId,
  fence,
  offset,
  text,
});

const streaming = (messageId: string, text: string, more: Partial<StreamingText> = {}): StreamingText => ({
  messageId,
  fence: 1,
  text,
  ...more,
});

let socket: RecordingSocket;
let gaps: number;
let connection: Connection;

beforeEach(() => {
  socket = new RecordingSocket();
  gaps = 0;
  connection = new Connection(
    socket.asSocket(),
    { app: 'app', threadId: 'thread', session },
    { kind: 'new' },
    {
      now: () => 0,
      onGap: () => (gaps += 1),
      onAnswer: () => undefined,
    },
  );
});

describe('catching up', () => {
  it('tells what was missed, the texts so far, that a turn runs, and then what came meanwhile', () => {
    connection.listen();
    connection.deliver([live(token('b', 2, '!')), durable(4, stepFrame('created', 'c', 'later'))]);
    expect(socket.sent).toEqual([]);
    connection.catchUp(
      snapshot({
        missed: [
          durable(2, stepFrame('created', 'a', 'earlier')),
          durable(3, stepFrame('stream-started', 'b')),
        ],
        streaming: [streaming('b', 'Hi')],
        running: true,
      }),
    );
    expect(socket.events).toEqual([
      'new_message',
      'stream_start',
      'stream_token',
      'task_start',
      'stream_token',
      'new_message',
    ]);
    expect(socket.textOf('b')).toBe('Hi!');
    expect(connection.lastWritten).toBe(4);
  });

  it('shows a running text as one whole-text frame', () => {
    connection.catchUp(snapshot({ streaming: [streaming('b', 'Hello')] }));
    expect(socket.sent).toEqual([
      ['stream_token', { id: 'b', token: 'Hello', isSequence: true, isInput: false }],
    ]);
  });

  it('tells nothing twice that came while it was asked what was missed', () => {
    const [two, three] = [
      durable(2, stepFrame('created', 'a', 'A')),
      durable(3, stepFrame('created', 'b', 'B')),
    ];
    connection.listen();
    connection.deliver([two, three]);
    connection.catchUp(snapshot({ missed: [two, three] }));
    expect(socket.events).toEqual(['new_message', 'new_message']);
  });

  it('keeps nothing for a client that never asks: the snapshot knows what came before', () => {
    connection.deliver([durable(2, stepFrame('created', 'a', 'A')), live(token('b', 0, 'B'))]);
    connection.listen();
    connection.catchUp(snapshot());
    expect(socket.sent).toEqual([]);
  });

  it('does not begin a text whose beginning nobody knows', () => {
    connection.catchUp(snapshot({ streaming: [streaming('b', 'llo', { offset: 2 })] }));
    expect(socket.sent).toEqual([]);
  });
});

describe('a connection that has caught up', () => {
  beforeEach(() => connection.catchUp(snapshot()));

  it('passes frames on as they come', () => {
    connection.deliver([live({ kind: 'task', running: true }), durable(1, stepFrame('created', 'a', 'A'))]);
    connection.deliver([durable(2, stepFrame('updated', 'a', 'B'))]);
    connection.deliver([durable(3, { kind: 'first-interaction', interaction: 'hello' })]);
    connection.deliver([durable(4, { kind: 'step-removed', id: 'a' })]);
    connection.deliver([live({ kind: 'toast', message: 'psst', level: 'info' })]);
    connection.deliver([live({ kind: 'task', running: false })]);
    expect(socket.events).toEqual([
      'task_start',
      'new_message',
      'update_message',
      'first_interaction',
      'delete_message',
      'toast',
      'task_end',
    ]);
    expect(socket.sent[3]?.[1]).toEqual({ interaction: 'hello', thread_id: 'thread' });
    expect(socket.sent[4]?.[1]).toEqual({ id: 'a' });
    expect(socket.sent[5]?.[1]).toEqual({ message: 'psst', type: 'info' });
    expect(connection.lastWritten).toBe(4);
  });

  it('does not write a number twice, nor one that comes late', () => {
    connection.deliver([durable(5, stepFrame('created', 'a', 'A'))]);
    connection.deliver([
      durable(5, stepFrame('created', 'a', 'A')),
      durable(4, stepFrame('created', 'b', 'B')),
    ]);
    expect(socket.events).toEqual(['new_message']);
    expect(connection.lastWritten).toBe(5);
  });

  it('does not show its own session what that session’s screen shows already', () => {
    const said = stepFrame('created', 'mine', 'hello');
    connection.deliver([
      durable(1, { ...said, exceptSession: session.id }),
      durable(2, { ...said, step: stepOf('theirs'), exceptSession: 'another-session' }),
    ]);
    expect(socket.sent.map(([, step]) => step['id'])).toEqual(['theirs']);
    expect(connection.lastWritten).toBe(2);
  });

  it('puts the first token into stream_start, when they come together', () => {
    connection.deliver([durable(1, stepFrame('stream-started', 'a')), live(token('a', 0, 'Hel'))]);
    connection.deliver([live(token('a', 3, 'lo'))]);
    expect(socket.events).toEqual(['stream_start', 'stream_token']);
    expect(socket.sent[0]?.[1]).toMatchObject({ id: 'a', output: 'Hel', streaming: true });
    expect(socket.sent[1]?.[1]).toEqual({ id: 'a', token: 'lo', isSequence: false, isInput: false });
  });

  it('sends the first token apart when it comes apart, or is another message’s', () => {
    connection.deliver([durable(1, stepFrame('stream-started', 'a'))]);
    connection.deliver([durable(2, stepFrame('stream-started', 'b')), live(token('a', 0, 'A'))]);
    expect(socket.sent.map(([event, { id, output }]) => [event, id, output])).toEqual([
      ['stream_start', 'a', ''],
      ['stream_start', 'b', ''],
      ['stream_token', 'a', undefined],
    ]);
    expect(socket.textOf('a')).toBe('A');
  });

  it('shows the text of a later attempt instead of the earlier one’s', () => {
    connection.deliver([durable(1, stepFrame('stream-started', 'a')), live(token('a', 0, 'Hello'))]);
    connection.deliver([
      live(token('a', 0, 'Good', 2)),
      live(token('a', 5, ' world')),
      live(token('a', 4, ' day', 2)),
    ]);
    expect(socket.textOf('a')).toBe('Good day');
    connection.deliver([durable(2, stepFrame('created', 'a', 'Good day!'))]);
    expect(socket.textOf('a')).toBe('Good day!');
  });
});

describe('a text with a gap', () => {
  beforeEach(() => {
    connection.catchUp(snapshot());
    connection.deliver([durable(1, stepFrame('stream-started', 'a')), live(token('a', 0, 'Hel'))]);
    connection.deliver([live(token('a', 6, 'wor')), live(token('a', 9, 'ld'))]);
  });

  it('is asked for once, and stands still', () => {
    expect(gaps).toBe(1);
    expect(socket.textOf('a')).toBe('Hel');
  });

  it('goes on from the whole text that answers', () => {
    connection.repair([streaming('a', 'Hello world')]);
    connection.deliver([live(token('a', 9, 'ld!')), live(token('a', 12, '!'))]);
    expect(socket.textOf('a')).toBe('Hello world!!');
    expect(gaps).toBe(1);
  });

  it('stays given up, and is not asked for again, when nobody knows the whole of it', () => {
    connection.repair([streaming('a', 'ld', { offset: 9 })]);
    connection.deliver([live(token('a', 11, '!'))]);
    connection.repair([streaming('a', 'Hello ', { gap: true })]);
    connection.deliver([live(token('a', 12, '!'))]);
    expect(gaps).toBe(1);
    expect(socket.textOf('a')).toBe('Hello ');
  });

  it('is whole again with the step’s next state', () => {
    connection.deliver([durable(2, stepFrame('created', 'a', 'Hello world!'))]);
    expect(socket.textOf('a')).toBe('Hello world!');
  });

  it('is followed again when the step is streamed anew', () => {
    connection.deliver([durable(2, stepFrame('stream-started', 'a')), live(token('a', 0, 'Once', 2))]);
    connection.deliver([live(token('a', 4, ' more', 2))]);
    expect(socket.textOf('a')).toBe('Once more');
    expect(gaps).toBe(1);
  });

  it('does not hold up other texts', () => {
    connection.deliver([durable(2, stepFrame('stream-started', 'b')), live(token('b', 0, 'B'))]);
    connection.deliver([live(token('b', 1, 'C'))]);
    expect(socket.textOf('b')).toBe('BC');
  });
});

describe('a token of a text that never began here', () => {
  it('is a gap', () => {
    connection.catchUp(snapshot());
    connection.deliver([live(token('unknown', 0, 'A'))]);
    expect(gaps).toBe(1);
    expect(socket.sent).toEqual([]);
  });
});

describe('what the client surely has', () => {
  const packet = (event: string, type: string) => socket.conn.emit(event, { type });

  it('is what was written before a ping that it has answered', () => {
    const seen: number[] = [];
    followPongs(connection, (number) => seen.push(number));
    connection.catchUp(snapshot());
    packet('packetCreate', 'ping');
    packet('packet', 'pong');
    connection.deliver([durable(1, stepFrame('created', 'a', 'A'))]);
    packet('packetCreate', 'message');
    packet('packetCreate', 'ping');
    connection.deliver([durable(2, stepFrame('created', 'b', 'B'))]);
    packet('packet', 'message');
    expect(seen).toEqual([]);
    packet('packet', 'pong');
    expect(seen).toEqual([1]);
    packet('packetCreate', 'ping');
    packet('packet', 'pong');
    expect(seen).toEqual([1, 2]);
  });
});
