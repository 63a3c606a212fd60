import { useTranslation } from 'react-i18next';
import type { MessageElement } from '../chat-client/use-elements.js';

const WIDTHS = { small: 'max-w-40', medium: 'max-w-sm', large: 'max-w-full' } as const;

export function InlineImage({ element }: { element: MessageElement }) {
  const { t } = useTranslation();
  return (
    <a
      href={element.url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={t('heddle.elements.open', { name: element.name })}
      className={`block ${WIDTHS[element.size]}`}
    >
      <img
        src={element.url}
        alt={element.name}
        className="max-h-96 max-w-full rounded-xl border border-line"
      />
    </a>
  );
}
