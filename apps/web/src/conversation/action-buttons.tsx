import LoaderCircle from 'lucide-react/icons/loader-circle';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { reasonOf } from '../chat-client/reason-of.js';
import { useMessageActions, type MessageAction } from '../chat-client/use-message-actions.js';
import { focusComposer, isFocusFree } from '../composer/focus-composer.js';
import { NamedIcon } from '../icons/named-icon.js';

export function ActionButtons({ messageId }: { messageId: string }) {
  const { t } = useTranslation();
  const { actions, isHeld, run } = useMessageActions(messageId);
  const [running, setRunning] = useState<string>();
  const hasButtons = actions.length > 0;
  // Buttons that go take the focus with them.
  useEffect(() => {
    if (!hasButtons) return;
    return () => {
      if (isFocusFree()) focusComposer();
    };
  }, [hasButtons]);
  if (!hasButtons) return null;

  const start = (action: MessageAction): void => {
    if (running !== undefined || isHeld(action)) return;
    setRunning(action.id);
    run(action)
      .catch((error: unknown) =>
        toast.error(t('heddle.actions.failed', { name: nameOf(action) }), {
          description: reasonOf(error) ?? t('common.status.error.default'),
        }),
      )
      .finally(() => setRunning(undefined));
  };

  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) => (
        <button
          key={action.id}
          type="button"
          data-action={action.name}
          title={action.tooltip}
          // Not `disabled`: that would take the focus away from the button that was pressed.
          aria-disabled={running !== undefined || isHeld(action)}
          aria-busy={running === action.id}
          onClick={() => start(action)}
          className="flex items-center gap-2 rounded-xl border border-line bg-surface px-3 py-1.5 text-sm font-medium hover:border-line-strong hover:bg-hover aria-disabled:cursor-default aria-disabled:text-muted"
        >
          {running === action.id ? (
            <LoaderCircle aria-hidden className="size-4 animate-spin" />
          ) : (
            action.icon && <NamedIcon icon={action.icon} className="size-4" />
          )}
          <bdi>{nameOf(action)}</bdi>
        </button>
      ))}
    </div>
  );
}

function nameOf({ label, name }: MessageAction): string {
  return label || name;
}
