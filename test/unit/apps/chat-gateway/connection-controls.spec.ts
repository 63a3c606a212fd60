import { beforeEach, describe, expect, it } from 'vitest';
import type { AskEndedFrame, AskFrame, DeliveredFrame, LiveFrame } from '#libs/live';
import { Connection } from '../../../../apps/chat-gateway/src/connections/connection.js';
import { durable, live, session, snapshot, stepOf } from './frames.js';
import { RecordingSocket } from './recording-socket.js';

let socket: RecordingSocket;
let now: number;
let given: [askId: string, answer: unknown][];
let connection: Connection;

beforeEach(() => {
  socket = new RecordingSocket();
  now = 0;
  given = [];
  connection = new Connection(
    socket.asSocket(),
    { app: 'app', threadId: 'thread', session },
    { kind: 'new' },
    {
      now: () => now,
      onGap: () => undefined,
      onAnswer: (_, ask, answer) => void given.push([ask.spec.stepId, answer]),
    },
  );
});

const button = (id: string): LiveFrame => ({
  kind: 'action',
  action: { id, name: 'vote', payload: { up: true }, label: 'Up', tooltip: '' },
});

describe('a button', () => {
  it('is removed before it is sent once more: clients append', () => {
    connection.catchUp(snapshot());
    connection.deliver([durable(1, button('b'))]);
    connection.deliver([durable(2, button('b'))]);
    connection.deliver([durable(3, { kind: 'action-removed', id: 'b' }), durable(4, button('b'))]);
    expect(socket.events).toEqual(['action', 'remove_action', 'action', 'remove_action', 'action']);
    expect(socket.sent[0]?.[1]).toEqual({
      id: 'b',
      name: 'vote',
      payload: { up: true },
      label: 'Up',
      tooltip: '',
      icon: null,
      forId: null,
    });
    expect(socket.sent[1]?.[1]).toEqual({ id: 'b' });
  });

  it('that was missed is removed first, too: an earlier connection of the page may have been sent it', () => {
    connection.catchUp(snapshot({ missed: [durable(1, button('a')), durable(2, button('b'))] }));
    expect(socket.sent.map(([event, { id }]) => [event, id])).toEqual([
      ['remove_action', 'a'],
      ['action', 'a'],
      ['remove_action', 'b'],
      ['action', 'b'],
    ]);
  });
});

describe('a notice for one session', () => {
  it('is told to that session alone', () => {
    connection.catchUp(snapshot());
    const toast = (onlySession: string): DeliveredFrame =>
      live({ kind: 'toast', onlySession, message: onlySession, level: 'warning' });
    connection.deliver([toast('another-session'), toast(session.id)]);
    expect(socket.sent).toEqual([['toast', { message: session.id, type: 'warning' }]]);
  });
});

describe('other frames', () => {
  it('become the events of the wire protocol', () => {
    connection.catchUp(snapshot());
    connection.deliver([
      live({ kind: 'token-usage', tokens: 42 }),
      durable(1, { kind: 'element-removed', id: 'e' }),
      durable(2, { kind: 'commands', commands: [{ id: 'Search', description: 'Looks it up' }] }),
      durable(3, { kind: 'settings-form', form: { inputs: [{ type: 'tags', id: 't', label: 'T' }] } }),
    ]);
    expect(socket.sent.map(([event, data]): unknown => [event, data])).toEqual([
      ['token_usage', 42],
      ['remove_element', { id: 'e' }],
      [
        'set_commands',
        [
          {
            id: 'Search',
            description: 'Looks it up',
            icon: '',
            button: false,
            persistent: false,
            selected: false,
          },
        ],
      ],
      ['chat_settings', [expect.objectContaining({ type: 'tags', id: 't', initial: null })]],
    ]);
  });
});

const question = (id: string, deadline = 60_000): AskFrame => ({
  kind: 'ask',
  step: stepOf(id, { parentId: 'run', output: 'Well?' }),
  spec: { type: 'text', stepId: id, deadline },
});

const ended = (askId: string, how: AskEndedFrame['how']): DeliveredFrame =>
  live({ kind: 'ask-ended', askId, how });

describe('a question', () => {
  beforeEach(() => connection.catchUp(snapshot({ running: true })));

  it('tells what remains of its time, and waits for one answer', () => {
    now = 18_001;
    connection.deliver([live(question('q'))]);
    expect(socket.sent.at(-1)).toEqual([
      'ask',
      {
        msg: expect.objectContaining({ id: 'q', parentId: 'run', waitForAnswer: true }) as unknown,
        spec: { type: 'text', step_id: 'q', timeout: 42 },
      },
    ]);
    expect(given).toEqual([]);
    socket.answer('yes');
    socket.answer('no');
    expect(given).toEqual([['q', 'yes']]);
  });

  it.each<[AskEndedFrame['how'], string[]]>([
    ['answered', ['task_end', 'clear_ask', 'task_start']],
    ['timed-out', ['ask_timeout', 'task_start']],
    ['cancelled', ['clear_ask']],
  ])('that was %s is cleared, and the task goes on where one runs', (how, events) => {
    connection.deliver([live(question('q'))]);
    socket.sent.length = 0;
    connection.deliver([ended('q', how)]);
    expect(socket.events).toEqual(events);
  });

  it('says nothing of a task that does not run', () => {
    connection.deliver([live({ kind: 'task', running: false }), live(question('q')), live(question('r'))]);
    socket.sent.length = 0;
    connection.deliver([ended('r', 'answered'), live(question('s')), ended('s', 'timed-out')]);
    expect(socket.events).toEqual(['task_end', 'clear_ask', 'ask', 'ask_timeout']);
  });

  it('that ended takes no answer any more, and does not end twice', () => {
    connection.deliver([live(question('q')), ended('q', 'cancelled')]);
    socket.sent.length = 0;
    socket.answer('late');
    connection.deliver([ended('q', 'cancelled'), ended('another', 'answered')]);
    expect(given).toEqual([]);
    expect(socket.sent).toEqual([]);
  });

  it('that another one replaced takes no answer, and its end clears nothing', () => {
    connection.deliver([live(question('q'))]);
    const toFirst = socket.lastAnswer;
    connection.deliver([live(question('r')), ended('q', 'timed-out')]);
    toFirst?.('to the first');
    socket.answer('to the second');
    expect(given).toEqual([['r', 'to the second']]);
    expect(socket.events.filter((event) => event === 'ask_timeout')).toEqual([]);
  });

  it('is asked again when its answer could not be taken, with what then remains', () => {
    connection.deliver([live(question('q'))]);
    socket.answer({});
    now = 50_000;
    connection.askAgain(question('q'));
    expect(socket.sent.at(-1)?.[1]).toMatchObject({ spec: { timeout: 10 } });
    socket.answer('yes');
    expect(given).toEqual([
      ['q', {}],
      ['q', 'yes'],
    ]);
  });

  it('is not asked again once it has ended, nor past its deadline', () => {
    connection.deliver([live(question('q'))]);
    now = 60_000;
    socket.sent.length = 0;
    connection.askAgain(question('q'));
    connection.deliver([live(question('r'))]);
    now = 0;
    connection.deliver([ended('q', 'timed-out')]);
    connection.askAgain(question('q'));
    expect(socket.events).toEqual(['ask_timeout', 'task_start']);
  });
});

describe('a pending question', () => {
  it('comes last, after the task that runs', () => {
    const missed = [durable(1, { kind: 'step', event: 'created', step: stepOf('a') })];
    connection.catchUp(snapshot({ missed, running: true, ask: question('q') }));
    expect(socket.events).toEqual(['new_message', 'task_start', 'ask']);
  });
});
