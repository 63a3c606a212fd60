import { useElements } from '../chat-client/use-elements.js';
import { ElementView } from './element-view.js';

export function ElementList({ messageId }: { messageId: string }) {
  const elements = useElements(messageId);
  if (elements.length === 0) return null;
  return (
    <div className="flex w-full min-w-0 flex-col items-start gap-2 py-1">
      {elements.map((element) => (
        <ElementView key={element.id} element={element} />
      ))}
    </div>
  );
}
