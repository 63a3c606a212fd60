import { memo } from 'react';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import type { StepVisibility } from '../chat-client/project.js';
import { AnswerMessage } from './answer-message.js';
import type { DrawnItem } from './drawn-items.js';
import { FailureMessage } from './failure-message.js';
import { StepCard } from './step-card.js';
import { UserMessage } from './user-message.js';

interface Props {
  kind: DrawnItem['kind'];
  step: ConversationStep;
  run: ConversationStep | undefined;
  visibility: StepVisibility;
  isRunning: boolean;
}

export const ConversationItem = memo(function ConversationItem({
  kind,
  step,
  run,
  visibility,
  isRunning,
}: Props) {
  if (kind === 'step') return <StepCard step={step} visibility={visibility} isTurnRunning={isRunning} />;
  if (kind === 'failure' || step.isError) return <FailureMessage text={step.output} />;
  if (step.type === 'user_message') return <UserMessage step={step} />;
  return <AnswerMessage step={step} run={run} isGreeting={kind === 'greeting'} isTurnRunning={isRunning} />;
});
