import { english } from '../i18n/english.js';
import type { TranslationTree } from '../chat-client/fetch-translations.js';

/** The translation key of an error code. Servers send codes in lower case, the keys are in camel case. */
export function signInErrorKey(code: string): string {
  const login = (english['auth'] as TranslationTree)['login'] as TranslationTree;
  const known = Object.keys(login['errors'] as TranslationTree);
  const key = known.find((candidate) => candidate.toLowerCase() === code.toLowerCase()) ?? 'default';
  return `auth.login.errors.${key}`;
}
