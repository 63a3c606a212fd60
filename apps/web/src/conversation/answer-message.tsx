import { useTranslation } from 'react-i18next';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import { useAsk } from '../chat-client/use-ask.js';
import { useElements } from '../chat-client/use-elements.js';
import { useProject } from '../chat-client/use-project.js';
import { ElementList } from '../elements/element-list.js';
import { LinkedElements } from '../elements/linked-elements.js';
import { CodeBlock } from '../markdown/code-block.js';
import { CopyButton } from '../markdown/copy-button.js';
import { Markdown } from '../markdown/markdown.js';
import { ActionButtons } from './action-buttons.js';
import { FeedbackButtons } from './feedback-buttons.js';

interface Props {
  step: ConversationStep;
  run: ConversationStep | undefined;
  /** What the app says by itself needs no copying and no rating. */
  isGreeting: boolean;
  isTurnRunning: boolean;
}

const UNSIGNED = new Set(['assistant', 'system']);

export function AnswerMessage({ step, run, isGreeting, isTurnRunning }: Props) {
  const { t } = useTranslation();
  const { project } = useProject();
  const { ask } = useAsk();
  const elements = useElements(step.id);
  const isAsking = ask?.messageId === step.id;
  // A turn that ended without a last word about this message (stopped, lost) does not leave it streaming for ever.
  const isStreaming = step.isStreaming && isTurnRunning;
  const isSigned = step.name !== project?.name && !UNSIGNED.has(step.name.toLowerCase());
  return (
    <article
      data-message="answer"
      data-message-id={step.id}
      data-streaming={isStreaming}
      data-waits={isAsking}
      aria-busy={isStreaming}
      className="group/answer flex min-w-0 animate-appear flex-col gap-2 data-[waits=true]:-ml-4 data-[waits=true]:border-l-2 data-[waits=true]:border-accent data-[waits=true]:pl-3.5"
    >
      {isSigned ? (
        <p className="text-sm font-semibold text-soft">{step.name}</p>
      ) : (
        <span className="sr-only">{t('heddle.conversation.answer', { name: step.name })}</span>
      )}
      {step.language === '' ? (
        <LinkedElements.Provider value={elements}>
          <Markdown text={step.output} isStreaming={isStreaming} />
        </LinkedElements.Provider>
      ) : (
        <CodeBlock code={step.output} language={step.language} isOpen={isStreaming} />
      )}
      <ElementList messageId={step.id} text={step.output} />
      <ActionButtons messageId={step.id} />
      {!isStreaming && !isGreeting && !isAsking && step.output !== '' && (
        <div className="-ml-2 flex items-center gap-0.5 transition-opacity pointer-fine:opacity-0 pointer-fine:group-focus-within/answer:opacity-100 pointer-fine:group-hover/answer:opacity-100">
          <CopyButton text={step.output} label={t('chat.messages.actions.copy.button')} />
          {run !== undefined && project?.hasHistory && <FeedbackButtons run={run} />}
        </div>
      )}
    </article>
  );
}
