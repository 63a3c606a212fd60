import { useTranslation } from 'react-i18next';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import { useProject } from '../chat-client/use-project.js';
import { ElementList } from '../elements/element-list.js';
import { Markdown } from '../markdown/markdown.js';
import { DeliveryNote } from './delivery-note.js';

export function UserMessage({ step }: { step: ConversationStep }) {
  const { t } = useTranslation();
  const { project } = useProject();
  const { id, output: text, command } = step;
  return (
    <article
      data-message="user"
      data-message-id={id}
      className="flex animate-appear flex-col items-end gap-2 pt-2"
    >
      <span className="sr-only">{t('heddle.conversation.you')}</span>
      {(text !== '' || command !== '') && (
        <div className="max-w-[85%] rounded-3xl rounded-br-lg bg-bubble px-4 py-2.5 [overflow-wrap:anywhere] [&_p]:whitespace-pre-wrap">
          {command !== '' && <p className="text-sm font-semibold text-accent">{command}</p>}
          {project?.rendersUserMarkdown ? <Markdown text={text} /> : <p dir="auto">{text}</p>}
        </div>
      )}
      <ElementList messageId={id} isOwn />
      <DeliveryNote messageId={id} />
    </article>
  );
}
