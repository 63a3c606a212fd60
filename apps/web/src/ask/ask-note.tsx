import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ask } from '../chat-client/ask-desk.js';
import { RemainingTime } from './remaining-time.js';

interface Props {
  ask: Ask;
  label: string;
  children?: ReactNode;
}

/** Says above the composer that the app waits, for what, and how long still. */
export function AskNote({ ask, label, children }: Props) {
  const { t } = useTranslation();
  return (
    <div
      data-ask={ask.kind}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 pb-2 text-sm text-soft"
    >
      <p role="status" className="min-w-0 flex-1">
        {ask.isAnswerable ? label : t('heddle.ask.away')}
      </p>
      {children}
      <RemainingTime deadline={ask.deadline} />
    </div>
  );
}
