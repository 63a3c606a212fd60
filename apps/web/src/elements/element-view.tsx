import type { MessageElement } from '../chat-client/use-elements.js';
import { FileLink } from './file-link.js';
import { InlineImage } from './inline-image.js';
import { InlineText } from './inline-text.js';

/** Kinds that this page has no viewer for can still be opened or kept. */
export function ElementView({ element }: { element: MessageElement }) {
  switch (element.type) {
    case 'image':
      return <InlineImage element={element} />;
    case 'text':
      return <InlineText element={element} />;
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
    default:
      return <FileLink element={element} />;
  }
}
