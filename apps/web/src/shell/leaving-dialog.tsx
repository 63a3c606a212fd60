import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.js';

interface Props {
  isOpen: boolean;
  onLeave: () => void;
  onStay: () => void;
}

/** Asks before messages are dropped that could not be sent yet. */
export function LeavingDialog({ isOpen, onLeave, onStay }: Props) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('heddle.leaving.title')}
      description={t('heddle.leaving.description')}
      confirmLabel={t('heddle.leaving.confirm')}
      isDanger
      onCancel={onStay}
      onConfirm={onLeave}
    />
  );
}
