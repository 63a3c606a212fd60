import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from './confirm-dialog.js';
import { LeavingDialog } from './leaving-dialog.js';
import type { Beginning } from './use-beginning.js';

interface Props {
  pending: Beginning | undefined;
  onConfirm: () => void;
  onCancel: () => void;
}

export function BeginningDialog({ pending, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  const profile = pending?.profile;
  if (pending?.isLosing === true) return <LeavingDialog isOpen onLeave={onConfirm} onStay={onCancel} />;
  return (
    <ConfirmDialog
      isOpen={pending !== undefined}
      title={
        profile === undefined
          ? t('navigation.newChat.dialog.title')
          : t('heddle.profile.switch', { name: profile.displayName })
      }
      description={t(
        profile === undefined ? 'navigation.newChat.dialog.description' : 'heddle.profile.description',
      )}
      confirmLabel={t('common.actions.confirm')}
      onCancel={onCancel}
      onConfirm={onConfirm}
    />
  );
}
