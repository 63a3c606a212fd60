import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionCalled } from '#libs/contracts';
import type { ActionReply } from '#libs/contracts';
import type { Answered, ChatClient } from '../../support/chat-client.js';
import { eventually } from '../../support/messaging/eventually.js';
import { GatewayUnderTest } from './gateway-under-test.js';

let gateway: GatewayUnderTest;
let client: ChatClient;

const vote = () => ({ id: randomUUID(), name: 'vote', payload: { up: true }, label: 'Up', tooltip: '' });

beforeEach(async () => {
  gateway = await GatewayUnderTest.start({ manifest: { actions: ['vote'] } });
  client = await gateway.connect();
});

afterEach(async () => {
  client.close();
  await gateway.close();
});

async function called(count = 1): Promise<Record<string, unknown>> {
  await eventually(() => expect(gateway.of(ActionCalled)).toHaveLength(count));
  return gateway.of(ActionCalled).at(-1)?.data as Record<string, unknown>;
}

/** What the app answers a call with. */
async function reply(data: Record<string, unknown>, answer: Omit<ActionReply, 'callId'>): Promise<void> {
  const text = JSON.stringify({ callId: data['callId'], ...answer });
  await gateway.live.publish(String(data['replyTo']), text);
}

describe('an action', () => {
  it('is answered with what its handler returned', async () => {
    const action = vote();
    await gateway.show(client, { kind: 'action', action });
    const clicked = client.click('vote');
    const data = await called();
    expect(data).toMatchObject({ app: 'assistant', session: { id: client.sessionId }, action });
    await reply(data, { response: { votes: 3 } });
    expect(await clicked).toEqual({ status: 200, body: { success: true, response: { votes: 3 } } });
  });

  it('may be no button’s: elements of an app’s own call it by name, and it gets an id', async () => {
    const answer = client.callAction({ name: 'vote', payload: { up: false } });
    const data = await called();
    expect(data['action']).toMatchObject({ name: 'vote', payload: { up: false }, label: '', tooltip: '' });
    expect(data['action']).toHaveProperty('id', expect.stringMatching(/^[0-9a-f-]{36}$/));
    await reply(data, {});
    expect((await answer).status).toBe(200);
  });

  it('has its whole payload, whatever its keys are called', async () => {
    const payload = JSON.parse(
      '{"constructor":"Ferrari","__proto__":{"a":1},"deeper":[{"constructor":{}}]}',
    ) as object;
    const answer = client.callAction({ name: 'vote', payload });
    const { action } = (await called()) as { action: { payload: object } };
    expect(JSON.stringify(action.payload)).toBe(JSON.stringify(payload));
    await reply(await called(), {});
    expect((await answer).status).toBe(200);
  });

  it('is answered with null when its handler returned nothing, and each call with its own reply', async () => {
    const [first, second] = [client.callAction(vote()), client.callAction(vote())];
    await called(2);
    const [one, two] = gateway.of(ActionCalled).map(({ data }) => data);
    await reply(two ?? {}, { response: 2 });
    await reply(two ?? {}, { response: 3 });
    await reply(one ?? {}, {});
    const bodies = (await Promise.all([first, second])).map(({ body }) => body['response']);
    expect(new Set(bodies)).toEqual(new Set([2, null]));
  });

  it('is refused with the handler’s words for the user', async () => {
    const answer = client.callAction(vote());
    await reply(await called(), { error: 'Votes are closed.' });
    expect(await answer).toEqual({ status: 500, body: { detail: 'Votes are closed.' } });
  });

  it('is given up when the gateway stops, which does not wait for it', async () => {
    const answer = client.callAction(vote());
    await called();
    await gateway.stop();
    expect(await answer).toEqual({
      status: 503,
      body: { detail: 'The server was stopped before the action had ended' },
    });
  });

  it.each<[string, () => Promise<Answered>, number, unknown]>([
    [
      'in another guest’s session',
      async () => {
        const other = await gateway.connect();
        other.close();
        return client.callAction(vote(), other.sessionId);
      },
      401,
      'You are not authorized to call actions for this session',
    ],
    [
      'in a session that does not live',
      () => client.callAction(vote(), randomUUID()),
      404,
      'Session not found',
    ],
    [
      'that the app does not have',
      () => client.callAction({ ...vote(), name: 'toString' }),
      404,
      'No callback found for action toString',
    ],
    [
      'without a name',
      () => client.callAction({ id: randomUUID() }),
      422,
      expect.arrayContaining([expect.objectContaining({ loc: ['body', 'action', 'name'] })]),
    ],
    ['that is a text', () => client.callAction('vote' as unknown as object), 422, expect.anything()],
    ['in a session whose id is none', () => client.callAction(vote(), '../x'), 422, expect.anything()],
  ])('%s is refused', async (_, call, status, detail) => {
    expect(await call()).toEqual({ status, body: { detail } });
    expect(gateway.of(ActionCalled)).toEqual([]);
  });
});
