import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusReturn } from './use-focus-return.js';

interface Props {
  isDrawer: boolean;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** A column beside the conversation where there is room for one, a drawer over it where there is not. */
export function SidebarFrame({ isDrawer, isOpen, onClose, children }: Props) {
  const { t } = useTranslation();
  const { onCloseAutoFocus } = useFocusReturn(isDrawer && isOpen);
  if (!isDrawer) {
    return isOpen ? (
      <aside
        aria-label={t('threadHistory.sidebar.title')}
        className="flex h-full w-68 shrink-0 flex-col border-r border-line bg-rail"
      >
        {children}
      </aside>
    ) : null;
  }
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            // The drawer itself, not the search field: that would open a phone's keyboard.
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed inset-y-0 left-0 z-40 flex w-[min(19rem,85vw)] flex-col bg-rail shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">{t('threadHistory.sidebar.title')}</Dialog.Title>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
