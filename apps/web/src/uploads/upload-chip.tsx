import CircleExclamation from 'lucide-react/icons/circle-exclamation-point';
import File from 'lucide-react/icons/file';
import RotateCw from 'lucide-react/icons/rotate-cw';
import X from 'lucide-react/icons/x';
import { useTranslation } from 'react-i18next';
import type { Upload } from '../chat-client/upload.js';
import { useUploadState } from '../chat-client/use-uploads.js';

interface Props {
  upload: Upload;
  onRemove?: (() => void) | undefined;
}

const BUTTON =
  'flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink';

/** One file: how far it is, and what can be done about it. */
export function UploadChip({ upload, onRemove }: Props) {
  const { t } = useTranslation();
  const { phase, percent, reason } = useUploadState(upload);
  const { name } = upload.file;
  const isRefused = phase === 'refused';
  const Icon = isRefused ? CircleExclamation : File;
  return (
    <li
      data-upload={phase}
      className={`flex max-w-full flex-col rounded-xl border bg-surface px-2 py-1.5 text-sm ${isRefused ? 'border-danger/40' : 'border-line'}`}
    >
      <span className="flex items-center gap-2">
        <Icon aria-hidden className={`size-4 shrink-0 ${isRefused ? 'text-danger' : 'text-accent'}`} />
        <span className="min-w-0 truncate">{name}</span>
        {phase === 'sending' && <span className="text-xs text-muted tabular-nums">{percent} %</span>}
        {isRefused && (
          <button
            type="button"
            aria-label={t('heddle.files.retry', { name })}
            onClick={upload.retry}
            className={BUTTON}
          >
            <RotateCw aria-hidden className="size-3.5" />
          </button>
        )}
        {onRemove !== undefined && (
          <button
            type="button"
            aria-label={t(phase === 'sending' ? 'heddle.files.cancel' : 'heddle.files.remove', { name })}
            onClick={onRemove}
            className={BUTTON}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </span>
      {phase === 'sending' && (
        <progress
          aria-label={t('heddle.files.progress', { name })}
          max={100}
          value={percent}
          className="mt-1 h-1 w-full appearance-none overflow-hidden rounded-full bg-hover [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {isRefused && <p className="text-danger">{reason ?? t('heddle.files.failed')}</p>}
    </li>
  );
}
