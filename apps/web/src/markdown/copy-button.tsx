import Check from 'lucide-react/icons/check';
import Copy from 'lucide-react/icons/copy';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from './copy-text.js';

const CONFIRMATION_MS = 1600;

export function CopyButton({
  text,
  label,
  isLabelled = false,
}: {
  text: string;
  label: string;
  isLabelled?: boolean;
}) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = window.setTimeout(() => setIsCopied(false), CONFIRMATION_MS);
    return () => window.clearTimeout(timer);
  }, [isCopied]);

  const Icon = isCopied ? Check : Copy;
  return (
    <button
      type="button"
      aria-label={isCopied ? t('chat.messages.actions.copy.success') : label}
      onClick={() => void copyText(text).then(setIsCopied)}
      className="flex h-7 min-w-7 items-center justify-center gap-1.5 rounded-lg px-2 text-xs text-muted transition-colors hover:bg-hover hover:text-ink"
    >
      <Icon aria-hidden className="size-3.5" />
      {isLabelled && (
        <span>
          {isCopied ? t('chat.messages.actions.copy.success') : t('chat.messages.actions.copy.button')}
        </span>
      )}
    </button>
  );
}
