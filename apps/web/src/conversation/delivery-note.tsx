import RotateCw from 'lucide-react/icons/rotate-cw';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../chat-client/use-connection.js';
import { useDelivery } from '../chat-client/use-delivery.js';
import { useElements } from '../chat-client/use-elements.js';
import { UploadList } from '../uploads/upload-list.js';

/** Says what became of a message, and of its files, only where it is not what everyone expects. */
export function DeliveryNote({ messageId }: { messageId: string }) {
  return (
    <>
      <FilesOnTheirWay messageId={messageId} />
      <MessageOnItsWay messageId={messageId} />
    </>
  );
}

/** Until the server sends them back as what they are then: elements of the message. */
function FilesOnTheirWay({ messageId }: { messageId: string }) {
  const { delivery } = useDelivery(messageId);
  const arrived = new Set(useElements(messageId).map(({ id }) => id));
  const uploads = delivery?.uploads.filter((upload) => !arrived.has(upload.state().fileId ?? '')) ?? [];
  return uploads.length === 0 ? null : <UploadList uploads={uploads} />;
}

function MessageOnItsWay({ messageId }: { messageId: string }) {
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
