import { useTranslation } from 'react-i18next';
import type { SignInMethods } from '../chat-client/use-account.js';

export function ProviderLinks({ providers }: { providers: SignInMethods['providers'] }) {
  const { t } = useTranslation();
  if (providers.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2 not-first:mt-2">
      {providers.map(({ id, url }) => (
        <li key={id}>
          <a
            href={url}
            className="flex h-11 items-center justify-center rounded-xl border border-line text-sm font-medium hover:border-line-strong hover:bg-hover"
          >
            {t('auth.provider.continue', { provider: titleOf(id) })}
          </a>
        </li>
      ))}
    </ul>
  );
}

function titleOf(id: string): string {
  return id
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');
}
