import { beforeEach, describe, expect, it } from 'vitest';
import { Conversation, InProcessCellStore } from '#libs/conversation';
import { systemClock } from '#libs/platform';

const THREAD = '5f0c1f8e-7f6b-4b33-9d43-1f1f6d2f3a10';

let store: InProcessCellStore;
let conversation: Conversation;

const claim = async (): Promise<Conversation> => new Conversation(THREAD, await store.claim(THREAD), store);

beforeEach(async () => {
  store = new InProcessCellStore(systemClock);
  conversation = await claim();
});

describe('an ask', () => {
  const NOW = Date.UTC(2030, 0, 1);

  it('is not waited for any longer than the signal says', async () => {
    await conversation.openAsk(conversation.begin('t1'), 'q', 1_000, NOW);
    const timeout = new AbortController();
    const answer = conversation.answerOf('q', timeout.signal);
    timeout.abort(new Error('its time is over'));
    await expect(answer).rejects.toThrow('its time is over');
    await expect(conversation.answerOf('q', timeout.signal)).rejects.toThrow('its time is over');
    conversation.takeAnswer('q', 'yes');
    expect(await conversation.answerOf('q', timeout.signal)).toBe('yes');
  });

  it('has to be opened first', async () => {
    const { signal } = new AbortController();
    await expect(conversation.answerOf('q', signal)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('cannot be opened by a worker that was overtaken', async () => {
    const turn = conversation.begin('t1');
    await claim();
    await expect(conversation.openAsk(turn, 'q', 1_000, NOW)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('is over with its turn, not with another', async () => {
    const { signal } = new AbortController();
    const [turn, beside] = [conversation.begin('t1'), conversation.begin('t2')];
    await conversation.openAsk(turn, 'q1', 1_000, NOW);
    await conversation.openAsk(beside, 'q2', 1_000, NOW);
    conversation.takeAnswer('q2', 'yes');
    await conversation.commit(turn);
    await expect(conversation.answerOf('q1', signal)).rejects.toMatchObject({ code: 'not_found' });
    expect(await conversation.answerOf('q2', signal)).toBe('yes');
    expect(Object.keys((await store.read(THREAD))?.asks ?? {})).toEqual(['q2']);
  });

  it('of a turn that was abandoned is the same when the turn is run again', async () => {
    const turn = conversation.begin('t1');
    await conversation.openAsk(turn, 'q', 1_000, NOW);
    conversation.takeAnswer('q', 'never stored');
    conversation.abandon(turn);
    await store.answerAsk(THREAD, 'q', 'stored', NOW);
    const again = await conversation.openAsk(conversation.begin('t1'), 'q', 1_000, NOW + 50);
    expect(again).toEqual({ deadline: NOW + 1_000, answer: 'stored' });
  });
});
