import type { MessageElement } from '../chat-client/use-elements.js';
import { FileLink } from './file-link.js';

/** In the browser's own viewer, where it has one; and the link for where it has none. */
export function InlinePdf({ element }: { element: MessageElement }) {
  return (
    <>
      <FileLink element={element} />
      <object
        data={element.url}
        type="application/pdf"
        aria-label={element.name}
        className="min-h-[70dvh] w-full rounded-xl border border-line"
      />
    </>
  );
}
