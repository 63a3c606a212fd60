import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ask } from '../chat-client/ask-desk.js';
import { useTurn } from '../chat-client/use-turn.js';
import { Button } from '../shell/button.js';
import { RemainingTime } from './remaining-time.js';

interface Props {
  ask: Ask;
  label: string;
  /** What the user can do in place of ending the turn that asks. */
  children?: ReactNode;
}

/** Says above the composer that the app waits, for what, and how long still. */
export function AskNote({ ask, label, children }: Props) {
  const { t } = useTranslation();
  const { stop } = useTurn();
  return (
    <div
      data-ask={ask.kind}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 pb-2 text-sm text-soft"
    >
      <p role="status" className="min-w-0 flex-1">
        {ask.isAnswerable ? label : t('heddle.ask.away')}
      </p>
      {children ?? (
        <Button data-stop-asking disabled={!ask.isAnswerable} onClick={stop} className="h-8 px-3">
          {t('common.actions.cancel')}
        </Button>
      )}
      <RemainingTime deadline={ask.deadline} />
    </div>
  );
}
