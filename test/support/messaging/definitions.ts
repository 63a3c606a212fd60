import { IsInt, IsString, IsUUID } from 'class-validator';
import type { RequestDefinition, TopicDefinition } from '#libs/contracts';
import { defineEvent, defineRequest } from '#libs/contracts';

const Weaving: TopicDefinition = {
  family: 'test.weaving',
  scope: 'deployment',
  reading: 'keyed',
  retention: 60_000,
};

/** An event with a key of the test's choice. */
export class ThreadPulledDto {
  @IsString()
  key: string;

  @IsInt()
  n: number;
}

export const ThreadPulled = defineEvent({
  name: 'test.thread-pulled',
  version: 1,
  topic: Weaving,
  lane: 'turns',
  payload: ThreadPulledDto,
  key: (data) => data.key,
});

export const ThreadPulledAside = defineEvent({
  name: 'test.thread-pulled-aside',
  version: 1,
  topic: Weaving,
  lane: 'side',
  payload: ThreadPulledDto,
  key: (data) => data.key,
});

/** Never handled by anybody, on the same topic. */
export const ThreadIgnored = defineEvent({ ...ThreadPulled, name: 'test.thread-ignored' });

export const AppThreadPulled = defineEvent({
  ...ThreadPulled,
  name: 'test.app-thread-pulled',
  topic: { ...Weaving, family: 'test.app-weaving', scope: 'app' },
  app: () => 'loom',
});

export const ThreadStopped = defineEvent({
  ...ThreadPulled,
  name: 'test.thread-stopped',
  topic: { ...Weaving, family: 'test.control' },
  lane: 'control',
});

export const PatternAnnounced = defineEvent({
  ...ThreadPulled,
  name: 'test.pattern-announced',
  topic: { ...Weaving, family: 'test.patterns', reading: 'broadcast', retention: 'compacted' },
});

export class DoubleQuestion {
  @IsInt()
  n: number;
}

export class DoubleAnswer {
  @IsInt()
  doubled: number;

  @IsUUID()
  by: string;
}

const double: RequestDefinition<DoubleQuestion, DoubleAnswer> = {
  name: 'test.double',
  version: 1,
  service: 'session',
  deadlineMs: 5_000,
  question: DoubleQuestion,
  answer: DoubleAnswer,
};
export const Double = defineRequest(double);

/** Put to the workers of an app. */
export const AppDouble = defineRequest({ ...double, name: 'test.app-double', service: 'app' });
