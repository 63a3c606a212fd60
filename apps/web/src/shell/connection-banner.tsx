import Check from 'lucide-react/icons/check';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import TriangleExclamation from 'lucide-react/icons/triangle-exclamation-point';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../chat-client/use-connection.js';

/** Always in the page, so that assistive technology hears a change of its content. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const { phase, reason, retry } = useConnection();
  return (
    <div role="status" data-connection={phase} className="flex shrink-0 justify-center px-4 text-sm">
      {phase === 'reconnecting' && (
        <p className="my-1 flex animate-appear items-center gap-2 rounded-full border border-line bg-surface px-4 py-1.5 text-soft shadow-card">
          <LoaderCircle aria-hidden className="size-4 animate-spin text-accent" />
          {t('heddle.connection.reconnecting')}
        </p>
      )}
      {phase === 'caught-up' && (
        <p className="my-1 flex animate-appear items-center gap-2 rounded-full bg-accent-soft px-4 py-1.5 text-accent">
          <Check aria-hidden className="size-4" />
          {t('heddle.connection.caughtUp')}
        </p>
      )}
      {phase === 'refused' && (
        <p className="my-1 flex animate-appear flex-wrap items-center gap-x-3 gap-y-1 rounded-xl bg-danger-soft px-4 py-2 text-danger">
          <TriangleExclamation aria-hidden className="size-4" />
          <span>
            {t('heddle.connection.refused')} {reason}
          </span>
          <button type="button" onClick={retry} className="font-semibold underline underline-offset-2">
            {t('heddle.connection.retry')}
          </button>
        </p>
      )}
    </div>
  );
}
