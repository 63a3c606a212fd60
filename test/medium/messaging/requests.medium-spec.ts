import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rpcGroupOfService } from '#libs/contracts';
import { replyChannel } from '#libs/live';
import type { OutgoingRecord, QuestionHandler, Subscription } from '#libs/messaging';
import { questionHandler, RequestClient, subscribeEvents } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import { AppDouble, Double } from '../../support/messaging/definitions.js';
import { closedGate } from '../../support/messaging/gate.js';
import type { Deployment } from '../../support/messaging/messaging-parts.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { WatchedLog } from '../../support/messaging/watched-log.js';
import { eventually } from '../../support/messaging/eventually.js';

describe('asking', () => {
  let log: WatchedLog;
  let deployment: Deployment;
  const appended: OutgoingRecord[] = [];
  const replicas: Subscription[] = [];
  const clients: RequestClient[] = [];

  const answerWith = async (answer: QuestionHandler['answer']): Promise<Subscription> => {
    const handlers = [questionHandler(Double, answer as never)] as QuestionHandler[];
    const group = rpcGroupOfService('session');
    const replica = await subscribeEvents(instanceParts(deployment), { group, answers: handlers });
    replicas.push(replica);
    return replica;
  };
  const client = (): RequestClient => {
    const made = new RequestClient(instanceParts(deployment));
    clients.push(made);
    return made;
  };
  const double =
    (by = crypto.randomUUID()) =>
    (question: object) => ({
      doubled: (question as { n: number }).n * 2,
      by,
    });

  beforeEach(() => {
    const embedded = embeddedDeployment();
    log = new WatchedLog(embedded.log);
    deployment = { log, live: embedded.live };
    appended.length = 0;
    log.beforeAppend = (record) => void appended.push(record);
  });
  afterEach(async () => {
    await Promise.all(replicas.splice(0).map((replica) => replica.drain(0)));
    await Promise.all(clients.splice(0).map((made) => made.close()));
    await deployment.live.close();
    await log.close();
  });

  it('subscribes to its answers once, however many questions it puts at a time', async () => {
    const subscribe = vi.spyOn(deployment.live, 'subscribe');
    await answerWith(double());
    const asking = client();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => asking.ask(Double, { n })));
    expect(answers.map(({ doubled }) => doubled)).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
    expect(subscribe).toHaveBeenCalledTimes(1);
  });

  it('tries another partition when a replica does not answer, and takes the first answer', async () => {
    const gate = closedGate();
    let asked = 0;
    await answerWith(async (question) => {
      asked += 1;
      if (asked === 1) await gate.opened;
      return double()(question);
    });
    const answer = await client().ask(Double, { n: 4 }, { deadlineMs: 2_000 });
    expect(answer.doubled).toBe(8);
    const [first, second, ...more] = appended;
    expect(first?.partition).not.toBe(second?.partition);
    expect(first?.value).toEqual(second?.value);
    expect(more).toEqual([]);
    gate.open();
  });

  it('runs the questions of one replica side by side, within its limit', async () => {
    const gate = closedGate();
    const replica = await answerWith(async (question) => {
      await gate.opened;
      return double()(question);
    });
    const asking = client();
    const answers = Promise.all(Array.from({ length: 200 }, (_, n) => asking.ask(Double, { n })));
    await eventually(() => expect(replica.stats().dispatcher).toMatchObject({ running: 128, inFlight: 200 }));
    gate.open();
    await expect(answers).resolves.toHaveLength(200);
  });

  it('drops a question whose time is over', async () => {
    const asking = client();
    await expect(asking.ask(Double, { n: 1 }, { deadlineMs: 1 })).rejects.toMatchObject({ code: 'timeout' });
    const gate = closedGate();
    const answer = vi.fn<QuestionHandler['answer']>(double());
    const replica = await answerWith(answer);
    const late = appended.map((record) => log.append(record));
    await Promise.all(late);
    await eventually(() => expect(replica.stats().expiredQuestions).toBe(late.length));
    expect(answer).not.toHaveBeenCalled();
    gate.open();
  });

  it('says that the bus is away when the question could not be put', async () => {
    log.beforeAppend = () => {
      throw new DomainError('unavailable', 'Kafka is away.');
    };
    const asked = client().ask(Double, { n: 1 }, { deadlineMs: 50 });
    await expect(asked).rejects.toMatchObject({ code: 'unavailable', message: 'Kafka is away.' });
  });

  it('is answered although the bus was away at first', async () => {
    await answerWith(double());
    let failures = 1;
    log.beforeAppend = () => {
      if (failures-- > 0) throw new DomainError('unavailable', 'Kafka is away.');
    };
    await expect(client().ask(Double, { n: 1 }, { deadlineMs: 500 })).resolves.toMatchObject({ doubled: 2 });
  });

  it('says at once that a question is too large', async () => {
    log.beforeAppend = () => {
      throw new DomainError('too_large', 'A record is too large.');
    };
    const asked = client().ask(Double, { n: 1 }, { deadlineMs: 60_000 });
    await expect(asked).rejects.toMatchObject({ code: 'too_large' });
  });

  it('needs to know the app whose workers are asked', async () => {
    await expect(client().ask(AppDouble, { n: 1 })).rejects.toThrow(
      'The request test.app-double needs an app.',
    );
  });

  it('is not disturbed by what else is on its channel', async () => {
    await answerWith(double());
    const parts = instanceParts(deployment);
    const asking = new RequestClient(parts);
    clients.push(asking);
    await asking.ask(Double, { n: 1 });
    for (const noise of ['{', 'null', '{"id":"nobody"}'])
      await deployment.live.publish(replyChannel(parts.instanceId), noise);
    await expect(asking.ask(Double, { n: 2 })).resolves.toMatchObject({ doubled: 4 });
  });

  it('leaves a question that is none among the dead letters', async () => {
    const replica = await answerWith(double());
    await log.append({ topic: 'rpc.session', value: Buffer.from('{}') });
    await eventually(() => expect(replica.stats().dispatcher?.deadLettered).toBe(1));
    expect(await log.contentOf('rpc.session.session.rpc.dlq')).toHaveLength(1);
  });
});
