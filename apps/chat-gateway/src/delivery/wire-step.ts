import { MESSAGE_TYPES } from '#libs/contracts';
import type { StepDto } from '#libs/contracts';
import type { WireStep } from './server-to-client.js';

const messageTypes: readonly string[] = MESSAGE_TYPES;

/** A step with every key that the wire protocol promises for its kind (§6.4). */
export function wireStepOf(step: StepDto): WireStep {
  const common = {
    id: step.id,
    threadId: step.threadId,
    parentId: step.parentId ?? null,
    name: step.name,
    type: step.type,
    output: step.output,
    createdAt: step.createdAt ?? null,
    start: step.start ?? null,
    end: step.end ?? null,
    streaming: step.streaming,
    isError: step.isError,
    language: step.language ?? null,
    metadata: step.metadata,
    tags: step.tags ?? null,
  };
  if (messageTypes.includes(step.type)) {
    return {
      ...common,
      command: step.command ?? null,
      modes: null,
      waitForAnswer: step.waitForAnswer ?? false,
    };
  }
  return {
    ...common,
    input: step.input ?? '',
    showInput: step.showInput ?? 'json',
    defaultOpen: step.defaultOpen ?? false,
    autoCollapse: step.autoCollapse ?? false,
    generation: null,
    ...(step.feedback ? { feedback: step.feedback } : {}),
  };
}
