import { useRef } from 'react';
import { focusComposer } from '../composer/focus-composer.js';

/**
 * For a dialog that no trigger of its own opens, and for which Radix would leave the focus nowhere: where it goes once
 * the dialog is closed. Whoever confirmed goes on in the message field, anybody else where they were.
 */
export function useFocusReturn(isOpen: boolean) {
  const opener = useRef<HTMLElement | null>(null);
  const wasOpen = useRef(false);
  const isConfirmed = useRef(false);
  if (isOpen && !wasOpen.current) {
    // While it is rendered: a menu that it is chosen in is still there then.
    opener.current = openerOf(document.activeElement);
    isConfirmed.current = false;
  }
  wasOpen.current = isOpen;

  return {
    confirmed: (): void => {
      isConfirmed.current = true;
    },
    onCloseAutoFocus: (event: Event): void => {
      event.preventDefault();
      const { current } = opener;
      if (isConfirmed.current || current === null || !current.isConnected) focusComposer();
      else current.focus();
    },
  };
}

function openerOf(active: Element | null): HTMLElement | null {
  const menuButton = active?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = menuButton ? document.getElementById(menuButton) : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}
