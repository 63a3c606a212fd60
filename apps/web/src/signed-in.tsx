import { useTranslation } from 'react-i18next';
import { Navigate, useLocation } from 'react-router';
import { useAccount } from './chat-client/use-account.js';
import { useProject } from './chat-client/use-project.js';
import { ChatPage } from './shell/chat-page.js';
import { Splash } from './shell/splash.js';

/** The chat, once it is known who asks for it and what the app offers them. */
export function SignedIn() {
  const { t } = useTranslation();
  const { isReady, isSignedIn } = useAccount();
  const { project, failure } = useProject();
  const { pathname } = useLocation();

  if (isReady && !isSignedIn) return <Navigate to="/login" replace state={{ from: pathname }} />;
  if (failure !== undefined) {
    return (
      <main role="alert" className="flex h-full flex-col items-center justify-center gap-2 px-6 text-center">
        <p className="font-medium">{t('common.status.error.serverConnection')}</p>
        <p className="text-muted">{t('heddle.connection.settings')}</p>
      </main>
    );
  }
  if (!isReady || project === undefined) return <Splash label={t('common.status.loading')} />;
  return <ChatPage project={project} />;
}
