import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { Conversations, InProcessCellStore } from '#libs/conversation';
import type { ClaimedCell, Conversation } from '#libs/conversation';
import { DomainError, systemClock } from '#libs/platform';

/** A store that says how often each cell was claimed, and can be away. */
class CountedStore extends InProcessCellStore {
  readonly claims: string[] = [];
  away = false;

  constructor() {
    super(systemClock);
  }

  override async claim(threadId: string): Promise<ClaimedCell> {
    this.claims.push(threadId);
    if (this.away) throw new DomainError('unavailable', 'The store is away.');
    return super.claim(threadId);
  }
}

let store: CountedStore;
let conversations: Conversations;

beforeEach(() => {
  store = new CountedStore();
  conversations = new Conversations(store);
});

describe('a worker’s conversations', () => {
  it('are claimed at first use, once, however many ask at the same time', async () => {
    const [a, b] = await Promise.all([conversations.claim('t1'), conversations.claim('t1')]);
    expect(a).toBe(b);
    expect(await conversations.claim('t1')).toBe(a);
    expect(await conversations.claim('t2')).not.toBe(a);
    expect(store.claims).toEqual(['t1', 't2']);
  });

  it('are claimed anew, with what others wrote and a higher fence, once they were forgotten', async () => {
    const before = await conversations.claim('t1');
    const other = await store.claim('t1');
    await store.commit('t1', other.fence, { turnId: 'x', set: { a: 1 }, unset: [], interacted: true });
    conversations.forget('t1');
    const after = await conversations.claim('t1');
    expect(after.fence).toBeGreaterThan(other.fence);
    expect(after.fence).toBeGreaterThan(before.fence);
    expect(after.begin('y').get('a')).toBe(1);
  });

  it('that could not be claimed are tried again at the next use', async () => {
    store.away = true;
    await expect(conversations.claim('t1')).rejects.toMatchObject({ code: 'unavailable' });
    store.away = false;
    expect(await conversations.claim('t1')).toMatchObject({ threadId: 't1' });
  });

  it('make room when they are many: those that were used least recently go, but not while a turn runs in them', async () => {
    const busy = await conversations.claim('busy');
    busy.begin('t1');
    const used = await conversations.claim('used');
    const idle = await conversations.claim('idle');
    const late = await conversations.claim('late');
    for (let n = 0; n < 9_000; n += 1) await conversations.claim(randomUUID());
    expect(await conversations.claim('used')).toBe(used);
    for (let n = 0; n < 997; n += 1) await conversations.claim(randomUUID());
    expect(await conversations.claim('busy')).toBe(busy);
    expect(await conversations.claim('late')).toBe(late);
    expect(await conversations.claim('used')).toBe(used);
    expect(await conversations.claim('idle')).not.toBe(idle);
  });

  it('make room when they are large', async () => {
    const large = async (threadId: string): Promise<void> => {
      const conversation = await conversations.claim(threadId);
      const turn = conversation.begin('t');
      for (const key of ['a', 'b', 'c']) turn.set(key, 'x'.repeat(60_000));
      await conversation.commit(turn);
    };
    await large('first');
    const first = await conversations.claim('first');
    const small = await conversations.claim('small');
    for (let n = 0; n < 400; n += 1) await large(String(n));
    expect(await conversations.claim('399')).toBe(await conversations.claim('399'));
    expect(await conversations.claim('small')).not.toBe(small);
    expect(await conversations.claim('first')).not.toBe(first);
    expect((await conversations.claim('first')).characters).toBe(3 * 60_002);
  });

  it('that are all in use stay, however many', async () => {
    const busy: Conversation[] = [];
    for (let n = 0; n < 10_100; n += 1) {
      const conversation = await conversations.claim(String(n));
      conversation.begin('t');
      busy.push(conversation);
    }
    const again = await Promise.all(busy.map((_, n) => conversations.claim(String(n))));
    expect(again.every((conversation, n) => conversation === busy[n])).toBe(true);
  });
});

describe('an answer', () => {
  const NOW = Date.UTC(2030, 0, 1);
  const forever = new AbortController().signal;

  it('reaches the turn that waits for it', async () => {
    const conversation = await conversations.claim('t1');
    const ask = await conversation.openAsk(conversation.begin('turn'), 'q', 1_000, NOW);
    expect(ask).toEqual({ deadline: NOW + 1_000 });
    const answers = [conversation.answerOf('q', forever), conversation.answerOf('q', forever)];
    expect(await conversations.answer('t1', 'q', 'yes', NOW)).toBe('taken');
    expect(await Promise.all(answers)).toEqual(['yes', 'yes']);
    expect(await conversation.answerOf('q', forever)).toBe('yes');
  });

  it('reaches a turn that begins to wait only afterwards, however close they are', async () => {
    const conversation = await conversations.claim('t1');
    const [, result] = await Promise.all([
      conversation.openAsk(conversation.begin('turn'), 'q', 1_000, NOW),
      conversations.answer('t1', 'q', 'yes', NOW),
    ]);
    expect(result).toBe('taken');
    expect(await conversation.answerOf('q', forever)).toBe('yes');
  });

  it('is kept for a turn that is to be run (again), here or elsewhere', async () => {
    const before = await conversations.claim('t1');
    await before.openAsk(before.begin('turn'), 'q', 1_000, NOW);
    const elsewhere = new Conversations(store);
    expect(await elsewhere.answer('t1', 'q', { picked: 1 }, NOW + 1_000)).toBe('taken');
    const after = await elsewhere.claim('t1');
    const again = await after.openAsk(after.begin('turn'), 'q', 1_000, NOW + 5_000);
    expect(again).toEqual({ deadline: NOW + 1_000, answer: { picked: 1 } });
    expect(await after.answerOf('q', forever)).toEqual({ picked: 1 });
  });

  it('that does not count reaches nobody', async () => {
    const conversation = await conversations.claim('t1');
    await conversation.openAsk(conversation.begin('turn'), 'q', 1_000, NOW);
    const stop = new AbortController();
    const answer = conversation.answerOf('q', stop.signal);
    expect(await conversations.answer('t1', 'q', 'late', NOW + 1_001)).toBe('refused');
    expect(await conversations.answer('t1', 'other', 'x', NOW)).toBe('refused');
    expect(await conversations.answer('t2', 'q', 'x', NOW)).toBe('refused');
    stop.abort(new Error('stopped'));
    await expect(answer).rejects.toThrow('stopped');
  });

  it('counts once: a second one changes nothing', async () => {
    const conversation = await conversations.claim('t1');
    await conversation.openAsk(conversation.begin('turn'), 'q', 1_000, NOW);
    await conversations.answer('t1', 'q', 'first', NOW);
    expect(await conversations.answer('t1', 'q', 'second', NOW)).toBe('refused');
    expect(await conversation.answerOf('q', forever)).toBe('first');
  });
});
