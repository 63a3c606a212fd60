import ArrowDown from 'lucide-react/icons/arrow-down';
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import type { StepVisibility } from '../chat-client/project.js';
import { ConversationItem } from './conversation-item.js';
import { drawnItems } from './drawn-items.js';
import { useFollowEnd } from './use-follow-end.js';

interface Props {
  steps: readonly ConversationStep[];
  visibility: StepVisibility;
  isRunning: boolean;
  width: string;
  /** What precedes the first message. */
  opening?: ReactNode;
  /** What follows the last message: progress, suggestions, notes. */
  children?: ReactNode;
}

export function MessageList({ steps, visibility, isRunning, width, opening, children }: Props) {
  const { t } = useTranslation();
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, jump } = useFollowEnd();
  const items = useMemo(() => drawnItems(steps, visibility), [steps, visibility]);
  const lastOwnId = items.findLast(({ step }) => step.type === 'user_message')?.step.id;

  // Who sends a message wants to see it, wherever they were reading.
  useEffect(() => {
    if (lastOwnId !== undefined) void scrollToBottom('instant');
  }, [lastOwnId, scrollToBottom]);

  return (
    <div className="relative min-h-0 flex-1 after:pointer-events-none after:absolute after:inset-x-0 after:bottom-0 after:h-6 after:bg-linear-to-t after:from-canvas before:pointer-events-none before:absolute before:inset-x-0 before:top-0 before:z-10 before:h-4 before:bg-linear-to-b before:from-canvas">
      <div
        ref={scrollRef}
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t('heddle.conversation.label')}
        tabIndex={0}
        className="h-full overflow-x-hidden overflow-y-auto focus-visible:-outline-offset-2"
      >
        <div
          ref={contentRef}
          className={`mx-auto flex min-h-full flex-col gap-6 px-4 pt-4 pb-8 sm:px-6 ${width}`}
        >
          {opening}
          {items.map(({ kind, step, run }) => (
            <ConversationItem
              key={`${kind}:${step.id}`}
              kind={kind}
              step={step}
              run={run}
              visibility={visibility}
              isRunning={isRunning}
            />
          ))}
          {children}
        </div>
      </div>
      {!isAtBottom && (
        <button
          type="button"
          aria-label={t('heddle.conversation.latest')}
          onClick={jump}
          className="absolute bottom-3 z-10 left-1/2 flex size-9 -translate-x-1/2 animate-appear items-center justify-center rounded-full border border-line bg-surface text-soft shadow-card hover:text-ink"
        >
          <ArrowDown aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
