import { useEffect, useRef } from 'react';

export interface Shortcuts {
  search: () => void;
  newChat: () => void;
  /** False when there is nothing to stop: Escape then keeps its other meanings. */
  stop: () => boolean;
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const hasModifier = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (hasModifier && !event.shiftKey && key === 'k') {
        event.preventDefault();
        latest.current.search();
      } else if (hasModifier && event.shiftKey && key === 'o') {
        event.preventDefault();
        latest.current.newChat();
      } else if (key === 'escape' && latest.current.stop()) {
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
