import { sideViewState } from '@chainlit/react-client';
import { useCallback, useMemo } from 'react';
import { useRecoilState } from 'recoil';
import { toMessageElements, type MessageElement } from './use-elements.js';

export interface SidePanel {
  readonly title: string;
  readonly elements: readonly MessageElement[];
}

/** What lies open beside the conversation: opened by a link in a message, or by the app. */
export function useSidePanel() {
  const [view, setView] = useRecoilState(sideViewState);
  const panel: SidePanel | undefined = useMemo(
    () => view && { title: view.title, elements: toMessageElements(view.elements) },
    [view],
  );

  const open = useCallback(
    (element: MessageElement): void => {
      const { language, ...rest } = element;
      const wire = { ...rest, ...(language === undefined ? {} : { language }) } as NonNullable<
        typeof view
      >['elements'][number];
      setView({ title: element.name, elements: [wire], key: element.id });
    },
    [setView],
  );
  const close = useCallback(() => setView(undefined), [setView]);

  return { panel, open, close };
}
