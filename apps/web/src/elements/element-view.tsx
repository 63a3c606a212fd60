import { useTranslation } from 'react-i18next';
import type { MessageElement } from '../chat-client/use-elements.js';
import { FileLink } from './file-link.js';
import { InlineImage } from './inline-image.js';
import { InlinePdf } from './inline-pdf.js';
import { InlineText } from './inline-text.js';

/** Kinds that this page has no viewer for can still be kept. `isAlone`: it has the panel for itself. */
export function ElementView({ element, isAlone = false }: { element: MessageElement; isAlone?: boolean }) {
  const { t } = useTranslation();
  switch (element.type) {
    case 'image':
      return <InlineImage element={element} />;
    case 'text':
      return <InlineText element={element} />;
    case 'pdf':
      return isAlone ? <InlinePdf element={element} /> : <FileLink element={element} />;
    case 'audio':
      return <audio controls src={element.url} aria-label={element.name} className="w-full max-w-md" />;
    case 'video':
      return (
        <video
          controls
          src={element.url}
          aria-label={element.name}
          className="max-h-96 max-w-full rounded-xl"
        />
      );
    case 'custom':
      return <p className="text-sm text-muted">{t('heddle.elements.custom', { name: element.name })}</p>;
    default:
      return <FileLink element={element} />;
  }
}
