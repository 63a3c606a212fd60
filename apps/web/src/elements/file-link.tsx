import Download from 'lucide-react/icons/download';
import File from 'lucide-react/icons/file';
import FileText from 'lucide-react/icons/file-text';
import { useTranslation } from 'react-i18next';
import type { MessageElement } from '../chat-client/use-elements.js';

/** A PDF opens in the browser's own viewer; anything else is a download. */
export function FileLink({ element }: { element: MessageElement }) {
  const { t } = useTranslation();
  const isPdf = element.type === 'pdf';
  const Icon = isPdf ? FileText : File;
  return (
    <a
      href={element.url}
      target="_blank"
      rel="noopener noreferrer"
      {...(isPdf ? {} : { download: element.name })}
      aria-label={t(isPdf ? 'heddle.elements.open' : 'heddle.elements.download', { name: element.name })}
      className="flex max-w-full items-center gap-3 rounded-xl border border-line bg-surface py-2 pr-3 pl-2 text-sm hover:border-line-strong hover:bg-hover"
    >
      <span className="flex size-8 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
        <Icon aria-hidden className="size-4" />
      </span>
      <span className="min-w-0 truncate font-medium">{element.name}</span>
      {!isPdf && <Download aria-hidden className="size-4 shrink-0 text-muted" />}
    </a>
  );
}
