import ChevronRight from 'lucide-react/icons/chevron-right';
import { Collapsible } from 'radix-ui';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import type { StepVisibility } from '../chat-client/project.js';
import { ElementList } from '../elements/element-list.js';
import { visibleSubsteps } from './drawn-items.js';
import { StepDetail } from './step-detail.js';
import { StepStateIcon } from './step-state-icon.js';

interface Props {
  step: ConversationStep;
  visibility: StepVisibility;
  isTurnRunning: boolean;
}

const STATUS_LABELS = {
  running: 'chat.messages.status.using',
  done: 'chat.messages.status.used',
  failed: 'heddle.steps.failed',
} as const;

/** One tool, model call or named run: a line that opens to what went in, what came out, and the steps within. */
export const StepCard = memo(function StepCard({ step, visibility, isTurnRunning }: Props) {
  const { t } = useTranslation();
  const isRunning = step.end === '' && isTurnRunning && !step.isError;
  // What the user chose stays; else the app's wish, which may be for as long as the step runs only.
  const [choice, setChoice] = useState<boolean>();
  const isOpen = choice ?? (step.isOpenByDefault && (isRunning || !step.isFoldedAtEnd));
  const state = isRunning ? 'running' : step.isError ? 'failed' : 'done';
  const substeps = visibleSubsteps(step, visibility);
  const hasContent =
    step.output !== '' || (step.inputLanguage !== undefined && step.input !== '') || substeps.length > 0;
  const seconds = durationSeconds(step);
  return (
    <Collapsible.Root
      open={isOpen && hasContent}
      onOpenChange={setChoice}
      data-step={step.name}
      data-step-state={state}
      className="min-w-0 animate-appear rounded-xl border border-line bg-surface [[data-step]+&]:-mt-3.5"
    >
      <Collapsible.Trigger
        disabled={!hasContent}
        className="group/step flex w-full items-center gap-2.5 rounded-xl px-3 py-2 text-left text-sm hover:bg-hover disabled:hover:bg-transparent"
      >
        <StepStateIcon icon={step.icon} type={step.type} isRunning={isRunning} isError={step.isError} />
        <span className="min-w-0 flex-1 truncate">
          <span className={step.isError ? 'text-danger' : 'text-muted'}>{t(STATUS_LABELS[state])} </span>
          <span className="font-medium">{step.name}</span>
        </span>
        {seconds !== undefined && <span className="text-xs text-muted tabular-nums">{seconds}</span>}
        {hasContent && (
          <ChevronRight
            aria-hidden
            className="size-4 text-muted transition-transform group-data-[state=open]/step:rotate-90"
          />
        )}
      </Collapsible.Trigger>
      <Collapsible.Content className="flex flex-col gap-3 border-t border-line px-3 py-3">
        {step.inputLanguage !== undefined && step.input !== '' && (
          <StepDetail label={t('heddle.steps.input')} text={step.input} language={step.inputLanguage} />
        )}
        {substeps.map((substep) => (
          <StepCard key={substep.id} step={substep} visibility={visibility} isTurnRunning={isTurnRunning} />
        ))}
        {step.output !== '' && (
          <StepDetail
            label={t(step.isError ? 'heddle.steps.failed' : 'heddle.steps.output')}
            text={step.output}
            language={step.language}
            isError={step.isError}
          />
        )}
      </Collapsible.Content>
      <ElementList messageId={step.id} />
    </Collapsible.Root>
  );
});

/** Shown from a tenth of a second on; below that it is noise. */
function durationSeconds({ start, end }: ConversationStep): string | undefined {
  const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
  return seconds >= 0.1 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : undefined;
}
