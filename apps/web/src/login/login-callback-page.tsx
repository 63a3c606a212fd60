import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAccount } from '../chat-client/use-account.js';
import { Splash } from '../shell/splash.js';

/** Where a provider's sign-in comes back to, with the cookie already set. */
export function LoginCallbackPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { refresh } = useAccount();

  useEffect(() => {
    void refresh().then(() => navigate('/', { replace: true }));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once
  }, []);

  return <Splash label={t('common.status.loading')} />;
}
