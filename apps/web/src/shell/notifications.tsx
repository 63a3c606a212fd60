import { Toaster } from 'sonner';
import { useTheme } from '../theme/theme-provider.js';

export function Notifications() {
  const { isDark } = useTheme();
  return (
    <Toaster
      theme={isDark ? 'dark' : 'light'}
      position="top-right"
      toastOptions={{
        style: {
          background: 'var(--surface)',
          borderColor: 'var(--line)',
          color: 'var(--ink)',
          fontFamily: 'inherit',
        },
      }}
    />
  );
}
