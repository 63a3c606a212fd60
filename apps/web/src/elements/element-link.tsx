import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageElement } from '../chat-client/use-elements.js';
import { useSidePanel } from '../chat-client/use-side-panel.js';

/** Opens an element beside the conversation. */
export function ElementLink({ element, children }: { element: MessageElement; children: ReactNode }) {
  const { t } = useTranslation();
  const { open } = useSidePanel();
  return (
    <button
      type="button"
      data-element-link={element.name}
      title={t('heddle.elements.open', { name: element.name })}
      onClick={() => open(element)}
      className="font-medium text-accent underline decoration-1 underline-offset-3 hover:decoration-2"
    >
      {children}
    </button>
  );
}
