import { endpoint, pageLanguage } from './endpoint.js';

export type TranslationTree = { [key: string]: string | TranslationTree };

/** Undefined when the server has none to give: the page's own English stands. */
export async function fetchTranslations(): Promise<TranslationTree | undefined> {
  try {
    const response = await fetch(`${endpoint}/project/translations?language=${pageLanguage()}`, {
      credentials: 'include',
    });
    if (!response.ok) return undefined;
    const { translation } = (await response.json()) as { translation?: TranslationTree };
    return translation;
  } catch {
    return undefined;
  }
}
