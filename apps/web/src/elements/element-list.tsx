import { useElements } from '../chat-client/use-elements.js';
import { ElementLink } from './element-link.js';
import { ElementView } from './element-view.js';
import { isOpened } from './linked-elements.js';

interface Props {
  messageId: string;
  text?: string;
  /** Of a message of the user's own: on its side. */
  isOwn?: boolean;
}

/** What stands below a message: its elements, and links to those that its text does not name. */
export function ElementList({ messageId, text = '', isOwn = false }: Props) {
  const elements = useElements(messageId);
  const inline = elements.filter((element) => !isOpened(element));
  const unnamed = elements.filter((element) => isOpened(element) && !text.includes(element.name));
  if (inline.length + unnamed.length === 0) return null;
  return (
    <div className={`flex w-full min-w-0 flex-col gap-2 py-1 ${isOwn ? 'items-end' : 'items-start'}`}>
      {inline.map((element) => (
        <ElementView key={element.id} element={element} />
      ))}
      {unnamed.map((element) => (
        <ElementLink key={element.id} element={element}>
          {element.name}
        </ElementLink>
      ))}
    </div>
  );
}
