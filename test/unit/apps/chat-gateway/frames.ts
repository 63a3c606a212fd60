import type { SessionDto, StepDto } from '#libs/contracts';
import type { DeliveredFrame, LiveFrame, ThreadSnapshot } from '#libs/live';

/** The session of the connection under test. */
export const session: SessionDto = {
  id: 'my-session',
  owner: { tenantId: 'default', guestId: 'guest' },
  clientType: 'webapp',
  language: 'en',
};

export const stepOf = (id: string, step: Partial<StepDto> = {}): StepDto => ({
  id,
  threadId: 'thread',
  name: 'Assistant',
  type: 'assistant_message',
  output: '',
  streaming: false,
  isError: false,
  metadata: {},
  ...step,
});

export const live = (frame: LiveFrame): DeliveredFrame => ({ frame });
export const durable = (number: number, frame: LiveFrame): DeliveredFrame => ({ frame, number });

export const snapshot = (told: Partial<ThreadSnapshot> = {}): ThreadSnapshot => ({
  head: 0,
  missed: [],
  complete: true,
  running: false,
  streaming: [],
  ...told,
});
