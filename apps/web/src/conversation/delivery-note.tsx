import RotateCw from 'lucide-react/icons/rotate-cw';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../chat-client/use-connection.js';
import { useDelivery } from '../chat-client/use-delivery.js';

/** Says what became of a message only where it is not what everyone expects. */
export function DeliveryNote({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { phase } = useConnection();
  const { delivery, retry } = useDelivery(messageId);

  if (delivery?.phase === 'refused') {
    return (
      <p role="alert" className="flex flex-wrap items-center justify-end gap-2 text-sm text-danger">
        {delivery.reason || t('heddle.delivery.refused')}
        <button
          type="button"
          onClick={retry}
          className="flex items-center gap-1.5 rounded-lg border border-line px-2.5 py-1 font-medium text-ink hover:bg-hover"
        >
          <RotateCw aria-hidden className="size-3.5" />
          {t('heddle.delivery.retry')}
        </button>
      </p>
    );
  }
  const isWaiting = delivery?.phase === 'waiting';
  const isHeldBack = delivery?.phase === 'unsent' && (phase === 'reconnecting' || phase === 'refused');
  return (
    <p role="status" className="text-sm text-muted empty:hidden">
      {isWaiting && t('heddle.delivery.waiting')}
      {isHeldBack && t('heddle.delivery.unsent')}
    </p>
  );
}
