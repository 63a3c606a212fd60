import { useState } from 'react';
import { useMediaQuery } from './use-media-query.js';

export interface SidebarState {
  readonly isDrawer: boolean;
  readonly isOpen: boolean;
  open: () => void;
  close: () => void;
  /** After a choice in the drawer; a column stays. */
  closeDrawer: () => void;
}

export function useSidebar(isOpenAtFirst: boolean): SidebarState {
  const isDrawer = !useMediaQuery('(min-width: 48rem)');
  // A choice holds for the layout it was made in: a drawer never opens because a window became narrow.
  const [choice, setChoice] = useState<{ isDrawer: boolean; isOpen: boolean }>();
  const isOpen = choice?.isDrawer === isDrawer ? choice.isOpen : isOpenAtFirst && !isDrawer;
  return {
    isDrawer,
    isOpen,
    open: () => setChoice({ isDrawer, isOpen: true }),
    close: () => setChoice({ isDrawer, isOpen: false }),
    closeDrawer: () => {
      if (isDrawer) setChoice({ isDrawer, isOpen: false });
    },
  };
}
