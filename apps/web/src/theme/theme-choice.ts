export type ThemeChoice = 'light' | 'dark' | 'system';

/** index.html reads the same key before the first paint. */
const STORAGE_KEY = 'heddle.theme';

export function storedTheme(): ThemeChoice | undefined {
  const stored = localStorage.getItem(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' || stored === 'system' ? stored : undefined;
}

export function storeTheme(choice: ThemeChoice): void {
  localStorage.setItem(STORAGE_KEY, choice);
}
