import RotateCcw from 'lucide-react/icons/rotate-ccw';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../chat-client/use-connection.js';
import { Button } from '../shell/button.js';

interface Props {
  isBusy: boolean;
  onReset: () => void;
  onClose: () => void;
}

export function SettingsButtons({ isBusy, onReset, onClose }: Props) {
  const { t } = useTranslation();
  const { isOnline } = useConnection();
  return (
    <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-6 py-4">
      <Button onClick={onReset} className="mr-auto">
        <RotateCcw aria-hidden className="size-4" />
        {t('common.actions.reset')}
      </Button>
      {!isOnline && (
        <p role="status" className="text-sm text-muted">
          {t('heddle.settings.away')}
        </p>
      )}
      <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
      <Button type="submit" variant="primary" disabled={!isOnline || isBusy}>
        {t('common.actions.confirm')}
      </Button>
    </div>
  );
}
