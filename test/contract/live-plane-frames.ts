import type { StepDto } from '#libs/contracts';
import { gatewayChannel, parseFrameBatch } from '#libs/live';
import type {
  AskFrame,
  DeliveredFrame,
  FrameBatch,
  LiveFrame,
  LivePlane,
  StepFrame,
  TokenFrame,
} from '#libs/live';
import { expect } from 'vitest';

export const MINUTE_MS = 60_000;

/** What each test of the contract works with; thread and gateway are new for each. */
export interface ContractContext {
  worker: LivePlane;
  gateway: LivePlane;
  threadId: string;
  gatewayId: string;
}

export async function listen(
  plane: LivePlane,
  threadId: string,
  gatewayId: string,
  ttlMs = MINUTE_MS,
): Promise<FrameBatch[]> {
  const batches: FrameBatch[] = [];
  await plane.subscribe(gatewayChannel(gatewayId), (message) => batches.push(parseFrameBatch(message)));
  await plane.joinThread(threadId, gatewayId, ttlMs);
  return batches;
}

export function step(id: string, event: StepFrame['event'], output = ''): StepFrame & { step: StepDto } {
  const threadId = '5f0c2f0e-7d52-4c3e-8a61-0d8d2f2c1a10';
  const dto = { id, threadId, name: 'Assistant', type: 'assistant_message' as const, output };
  return { kind: 'step', event, step: { ...dto, streaming: false, isError: false, metadata: {} } };
}

export function token(messageId: string, offset: number, text: string, fence = 1): TokenFrame {
  return { kind: 'token', messageId, fence, offset, text };
}

/** The ask of a question's message. `deadline`: milliseconds since the epoch. */
export function ask(id: string, deadline: number): AskFrame {
  const spec = { type: 'text' as const, stepId: id, deadline };
  return { kind: 'ask', step: step(id, 'created', 'What is your name?').step, spec };
}

export function idOf(frame: LiveFrame | undefined): string | undefined {
  if (frame?.kind === 'step') return frame.step.id;
  if (frame?.kind === 'token') return `${frame.messageId}@${frame.offset}`;
  return frame?.kind;
}

export function byId<T extends { messageId: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

export function expectConsecutive(delivered: readonly DeliveredFrame[]): void {
  const first = delivered[0]?.number ?? NaN;
  expect(delivered.map(({ number }) => number)).toEqual(delivered.map((_, index) => first + index));
}
