import LoaderCircle from 'lucide-react/icons/loader-circle';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMessageActions, type MessageAction } from '../chat-client/use-message-actions.js';
import { NamedIcon } from '../icons/named-icon.js';

export function ActionButtons({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { actions, run } = useMessageActions(messageId);
  const [running, setRunning] = useState<string>();
  if (actions.length === 0) return null;

  const start = (action: MessageAction): void => {
    setRunning(action.id);
    run(action)
      .catch(() => toast.error(t('common.status.error.default')))
      .finally(() => setRunning(undefined));
  };

  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) => (
        <button
          key={action.id}
          type="button"
          title={action.tooltip}
          disabled={running !== undefined}
          onClick={() => start(action)}
          className="flex items-center gap-2 rounded-xl border border-line bg-surface px-3 py-1.5 text-sm font-medium hover:border-line-strong hover:bg-hover disabled:opacity-60"
        >
          {running === action.id ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
          ) : (
            action.icon && <NamedIcon icon={action.icon} className="size-4" />
          )}
          {action.label}
        </button>
      ))}
    </div>
  );
}
