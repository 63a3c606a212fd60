import Paperclip from 'lucide-react/icons/paperclip';
import { useTranslation } from 'react-i18next';
import type { FileLimits } from '../chat-client/accepted-files.js';
import { useConnection } from '../chat-client/use-connection.js';
import { FilePicker } from '../uploads/file-picker.js';

interface Props {
  limits: FileLimits;
  onFiles: (files: readonly File[]) => void;
}

export function AttachButton({ limits, onFiles }: Props) {
  const { t } = useTranslation();
  const { phase } = useConnection();
  return (
    <FilePicker
      limits={limits}
      label={t('heddle.files.attach')}
      // Before the session begins there is nothing that a file could belong to.
      isDisabled={phase === 'connecting' || phase === 'refused'}
      onFiles={onFiles}
      className="flex size-8 shrink-0 items-center justify-center rounded-full text-soft hover:bg-hover hover:text-ink"
    >
      <Paperclip aria-hidden className="size-[18px]" />
    </FilePicker>
  );
}
