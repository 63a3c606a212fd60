import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { rootPath } from '../chat-client/endpoint.js';
import { SignInError, useAccount } from '../chat-client/use-account.js';
import { AppMark } from '../shell/app-mark.js';
import { Splash } from '../shell/splash.js';
import { LoginForm } from './login-form.js';
import { ProviderLinks } from './provider-links.js';
import { signInErrorKey } from './sign-in-error-key.js';

export function LoginPage() {
  const { t } = useTranslation();
  const { isReady, isSignedIn, methods, signIn, signInByHeader } = useAccount();
  const [query] = useSearchParams();
  const location = useLocation();
  const [code, setCode] = useState(query.get('error') ?? undefined);

  const attempt = async (work: Promise<void>): Promise<void> => {
    setCode(undefined);
    try {
      await work;
      // A fresh page is the only state that surely holds nothing of whoever was signed in before.
      window.location.replace(rootPath + originOf(location.state));
    } catch (error) {
      setCode(error instanceof SignInError ? error.code : 'default');
    }
  };

  const triesHeader = isReady && !isSignedIn && methods.header;
  useEffect(() => {
    if (triesHeader) void attempt(signInByHeader());
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: a proxy that did not vouch will not a moment later
  }, [triesHeader]);

  if (!isReady) return <Splash label={t('common.status.loading')} />;
  if (isSignedIn) return <Navigate to={originOf(location.state)} replace />;

  return (
    <main className="flex min-h-full items-center justify-center overflow-y-auto bg-rail p-4">
      <div className="w-full max-w-sm rounded-3xl border border-line bg-surface p-8 shadow-card">
        <AppMark className="size-9 text-accent" />
        <h1 className="mt-5 text-xl font-semibold tracking-tight">{t('auth.login.title')}</h1>
        {code !== undefined && (
          <p role="alert" className="mt-4 rounded-xl bg-danger-soft px-3.5 py-2.5 text-sm text-danger">
            {t(signInErrorKey(code))}
          </p>
        )}
        {methods.password && <LoginForm onSubmit={(name, password) => attempt(signIn(name, password))} />}
        {methods.password && methods.providers.length > 0 && (
          <p className="my-5 flex items-center gap-3 text-xs text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t('auth.login.form.alternativeText.or')}
          </p>
        )}
        <ProviderLinks providers={methods.providers} />
      </div>
    </main>
  );
}

/** Where the user was going when the sign-in came between. */
function originOf(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  return typeof from === 'string' ? from : '/';
}
