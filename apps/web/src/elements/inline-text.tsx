import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageElement } from '../chat-client/use-elements.js';
import { CodeBlock } from '../markdown/code-block.js';
import { Markdown } from '../markdown/markdown.js';

export function InlineText({ element }: { element: MessageElement }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    const abort = new AbortController();
    fetch(element.url, { credentials: 'include', signal: abort.signal })
      .then((response) => (response.ok ? response.text() : Promise.reject(new Error(response.statusText))))
      .then(setText)
      .catch(() => setHasFailed(!abort.signal.aborted));
    return () => abort.abort();
  }, [element.url]);

  if (hasFailed) return <p className="text-sm text-danger">{t('heddle.elements.failed')}</p>;
  return (
    <section className="w-full min-w-0 rounded-xl border border-line bg-surface">
      <p className="border-b border-line px-4 py-2 text-sm font-medium">{element.name}</p>
      <div className="px-4 py-3 text-sm">
        {element.language ? (
          <CodeBlock code={text ?? ''} language={element.language} isOpen={false} />
        ) : (
          <Markdown text={text ?? ''} />
        )}
      </div>
    </section>
  );
}
