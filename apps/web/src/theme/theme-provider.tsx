import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useProject } from '../chat-client/use-project.js';
import { useMediaQuery } from '../shell/use-media-query.js';
import { storeTheme, storedTheme, type ThemeChoice } from './theme-choice.js';

interface Theme {
  readonly choice: ThemeChoice;
  readonly isDark: boolean;
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<Theme>({ choice: 'system', isDark: false, choose: () => undefined });

/** The user's choice, else the app's default, else the system's. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const { project } = useProject();
  const [own, setOwn] = useState(storedTheme);
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  const choice = own ?? project?.defaultTheme ?? 'system';
  const isDark = choice === 'dark' || (choice === 'system' && isSystemDark);

  useEffect(() => {
    document.documentElement.classList.toggle('dark', isDark);
  }, [isDark]);

  const choose = useCallback((next: ThemeChoice) => {
    storeTheme(next);
    setOwn(next);
  }, []);

  const theme = useMemo(() => ({ choice, isDark, choose }), [choice, isDark, choose]);
  return <ThemeContext.Provider value={theme}>{children}</ThemeContext.Provider>;
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}
