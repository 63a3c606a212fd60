import { useTranslation } from 'react-i18next';
import type { FileRefusal } from '../chat-client/accepted-files.js';
import type { Upload } from '../chat-client/upload.js';
import { UploadChip } from './upload-chip.js';

interface Props {
  uploads: readonly Upload[];
  refusals?: readonly FileRefusal[];
  onRemove?: (upload: Upload) => void;
}

/** The gathered files, and a line for each that is not among them. */
export function UploadList({ uploads, refusals = [], onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {uploads.length > 0 && (
        <ul aria-label={t('heddle.files.label')} className="flex max-w-full flex-wrap gap-2">
          {uploads.map((upload) => (
            <UploadChip key={upload.key} upload={upload} onRemove={onRemove && (() => onRemove(upload))} />
          ))}
        </ul>
      )}
      <div role="alert" className="empty:hidden">
        {refusals.map(({ key, name, limit }, index) => (
          <p key={index} data-file-refusal className="text-sm text-danger [overflow-wrap:anywhere]">
            {t(key, { name, limit })}
          </p>
        ))}
      </div>
    </>
  );
}
