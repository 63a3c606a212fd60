import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { pageLanguage } from '../chat-client/endpoint.js';
import { fetchTranslations } from '../chat-client/fetch-translations.js';
import { english } from './english.js';

/** The page renders with its own English at once; the server's words replace them, key by key, when they come. */
export function startTranslations(): void {
  const language = pageLanguage();
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'fallback',
    resources: { fallback: { translation: english } },
    interpolation: { escapeValue: false },
    react: { bindI18nStore: 'added', useSuspense: false },
  });
  void fetchTranslations().then((tree) => {
    if (tree !== undefined) i18next.addResourceBundle(language, 'translation', tree, true, true);
  });
}
