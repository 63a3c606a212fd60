import { Controller, Inject } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventContext, MessagingParts, QuestionContext } from '#libs/messaging';
import { Answers, EventPublisher, MESSAGING_PARTS, OnEvent, RequestClient } from '#libs/messaging';
import { DomainError } from '#libs/platform';
import {
  AppDouble,
  AppThreadPulled,
  Double,
  DoubleAnswer,
  DoubleQuestion,
  PatternAnnounced,
  ThreadPulled,
  ThreadPulledDto,
} from '../../support/messaging/definitions.js';
import type { Deployment } from '../../support/messaging/messaging-parts.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import type { Instance } from './nest-application.js';
import { startInstance } from './nest-application.js';
import { eventually } from '../../support/messaging/eventually.js';

const seen: { handler: string; data: ThreadPulledDto; context: EventContext }[] = [];
const questions: { by: string; n: number }[] = [];

@Controller()
class PulledConsumer {
  @OnEvent(ThreadPulled)
  onThreadPulled(data: ThreadPulledDto, context: EventContext): void {
    seen.push({ handler: 'pulled', data, context });
  }

  @OnEvent(PatternAnnounced)
  onPatternAnnounced(data: ThreadPulledDto, context: EventContext): void {
    seen.push({ handler: 'pattern', data, context });
  }
}

@Controller()
class SecondConsumer {
  @OnEvent(ThreadPulled)
  onThreadPulled(data: ThreadPulledDto, context: EventContext): void {
    seen.push({ handler: 'second', data, context });
  }
}

@Controller()
class DoubleController {
  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {}

  @Answers(Double)
  async double({ n }: DoubleQuestion, { signal }: QuestionContext): Promise<DoubleAnswer> {
    questions.push({ by: this.parts.instanceId, n });
    if (n === 404) throw new DomainError('not_found', 'There is no such number.');
    if (n === 500) throw new Error('a secret');
    if (n === 204) return {} as DoubleAnswer;
    if (n === 408) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { doubled: n * 2, by: this.parts.instanceId };
  }
}

@Controller()
class WorkerController {
  constructor(@Inject(MESSAGING_PARTS) private readonly parts: MessagingParts) {}

  @OnEvent(AppThreadPulled)
  onThreadPulled(data: ThreadPulledDto, context: EventContext): void {
    seen.push({ handler: 'worker', data, context });
  }

  @Answers(AppDouble)
  double({ n }: DoubleQuestion): DoubleAnswer {
    return { doubled: n * 2, by: this.parts.instanceId };
  }
}

describe('a Nest application on the bus', () => {
  let deployment: Deployment;
  const running: Instance[] = [];
  const start = async (
    ...args: [Parameters<typeof startInstance>[1], Parameters<typeof startInstance>[2]]
  ) => {
    const instance = await startInstance(instanceParts(deployment), ...args);
    running.push(instance);
    return instance;
  };

  beforeEach(() => {
    seen.length = 0;
    questions.length = 0;
    deployment = embeddedDeployment();
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ app }) => app.close()));
    await deployment.log.close();
  });

  it('handles an event of another service as an instance of its class, with its envelope', async () => {
    const { app: asker } = await start({ service: 'auth' }, []);
    await start({ service: 'session' }, [PulledConsumer]);
    const options = { id: 'b7b1a7b0-0f2c-5f43-9d4f-0d7f9b6a8b11', causationId: 'cause' };
    await asker.get(EventPublisher).publish(ThreadPulled, { key: 'k', n: 1 }, options);
    await eventually(() => expect(seen).toHaveLength(1));
    expect(seen[0]?.data).toBeInstanceOf(ThreadPulledDto);
    expect(seen[0]?.data).toEqual({ key: 'k', n: 1 });
    expect(seen[0]?.context.envelope).toMatchObject({ ...options, type: 'test.thread-pulled', key: 'k' });
    expect(seen[0]?.context.signal.aborted).toBe(false);
  });

  it('gives an event to every service, to every handler in it, and to one replica of each', async () => {
    const { app } = await start({ service: 'session' }, [PulledConsumer]);
    await start({ service: 'session' }, [PulledConsumer]);
    await start({ service: 'profile' }, [PulledConsumer, SecondConsumer]);
    for (let n = 0; n < 20; n++) await app.get(EventPublisher).publish(ThreadPulled, { key: `k${n}`, n });
    await eventually(() => expect(seen).toHaveLength(60));
    expect(seen.filter(({ handler }) => handler === 'second')).toHaveLength(20);
  });

  it('has read a broadcast topic to its end when it is attached', async () => {
    const { app } = await start({ service: 'auth' }, []);
    for (let n = 0; n < 5; n++) await app.get(EventPublisher).publish(PatternAnnounced, { key: 'k', n });
    await start({ service: 'session' }, [PulledConsumer]);
    expect(seen.map(({ data }) => data.n)).toEqual([0, 1, 2, 3, 4]);
  });

  it('asks any replica and gets its answer, an instance of its class', async () => {
    const { app } = await start({ service: 'auth' }, []);
    await start({ service: 'session' }, [DoubleController]);
    await start({ service: 'session' }, [DoubleController]);
    const client = app.get(RequestClient);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => client.ask(Double, { n })));
    expect(answers.map(({ doubled }) => doubled)).toEqual(Array.from({ length: 60 }, (_, n) => n * 2));
    expect(answers[0]).toBeInstanceOf(DoubleAnswer);
    expect(new Set(answers.map(({ by }) => by)).size).toBe(2);
  });

  it.each([
    [404, 'not_found', 'There is no such number.'],
    [500, 'internal', 'The request test.double failed.'],
    ['x', 'invalid_input', 'DoubleQuestion is not valid: n must be an integer number.'],
    [204, 'internal', 'The answer to test.double is not valid'],
  ])('tells the one who asked for %s: %s', async (n, code, message) => {
    const { app } = await start({ service: 'auth' }, []);
    await start({ service: 'session' }, [DoubleController]);
    const asked = app.get(RequestClient).ask(Double, { n: n as number });
    await expect(asked).rejects.toMatchObject({ name: 'DomainError', code });
    await expect(asked).rejects.toThrow(message);
  });

  it('tells the one who asked when nobody answered in time', async () => {
    const { app } = await start({ service: 'auth' }, []);
    const asked = app.get(RequestClient).ask(Double, { n: 1 }, { deadlineMs: 40 });
    await expect(asked).rejects.toMatchObject({ code: 'timeout' });
    await expect(asked).rejects.toThrow('The request test.double was not answered within 40 ms.');
  });

  it('asks once more half-way, and tells the answering side when the time is over', async () => {
    const { app } = await start({ service: 'auth' }, []);
    await start({ service: 'session' }, [DoubleController]);
    const asked = app.get(RequestClient).ask(Double, { n: 408 }, { deadlineMs: 100 });
    await expect(asked).rejects.toMatchObject({ code: 'timeout' });
    expect(questions).toHaveLength(2);
  });

  it('serves the events and the questions of an app in one group', async () => {
    const { app } = await start({ service: 'session' }, []);
    const { parts, bus } = await start({ app: 'loom' }, [WorkerController]);
    await app.get(EventPublisher).publish(AppThreadPulled, { key: 'k', n: 1 });
    const answer = await app.get(RequestClient).ask(AppDouble, { n: 21 }, { app: 'loom' });
    expect(answer).toEqual({ doubled: 42, by: parts.instanceId });
    await eventually(() => expect(seen).toHaveLength(1));
    expect(bus.stats().map(({ group }) => group)).toEqual(['app.loom']);
  });

  it('refuses to start a service with a handler that only a worker or another service can have', async () => {
    await expect(start({ service: 'session' }, [WorkerController])).rejects.toThrow('app');
    await expect(start({ service: 'auth' }, [DoubleController])).rejects.toThrow(
      'auth cannot answer test.double: it is put to session.',
    );
  });
});
