import type { AskFrame } from '#libs/live';
import type { WireAskSpec, WireQuestion } from './server-to-client.js';
import { wireStepOf } from './wire-step.js';

/** What is used where the app has not said otherwise (wire protocol §5.5). */
const ANY_FILE = ['*/*'];
const MAX_FILES = 1;
const MAX_SIZE_MB = 2;

/** A question as the wire protocol has it (§5.4–5.7, §6.11). */
export function wireQuestionOf({ step, spec }: AskFrame, remainingMs: number): WireQuestion {
  const common = { step_id: spec.stepId, timeout: Math.ceil(remainingMs / 1_000) };
  return { msg: wireStepOf({ ...step, waitForAnswer: true }), spec: { ...common, ...ownKeysOf(spec) } };
}

function ownKeysOf(spec: AskFrame['spec']): WithoutCommon<WireAskSpec> {
  switch (spec.type) {
    case 'text':
      return { type: 'text' };
    case 'file':
      return {
        type: 'file',
        accept: spec.accept ?? ANY_FILE,
        max_files: spec.maxFiles ?? MAX_FILES,
        max_size_mb: spec.maxSizeMb ?? MAX_SIZE_MB,
      };
    case 'action':
      return { type: 'action', keys: spec.keys ?? [] };
    case 'element':
      return { type: 'element', element_id: spec.elementId ?? '' };
  }
}

type WithoutCommon<Spec> = Spec extends unknown ? Omit<Spec, 'step_id' | 'timeout'> : never;
