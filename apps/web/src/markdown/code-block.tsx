import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button.js';
import { useHighlighting } from './use-highlighting.js';

/** Code with its language and a copy button. Plain while it is still being written. */
export function CodeBlock({ code, language, isOpen }: { code: string; language: string; isOpen: boolean }) {
  const { t } = useTranslation();
  const lines = useHighlighting(code, language, !isOpen);
  return (
    <div
      dir="ltr"
      className="group/code overflow-hidden rounded-xl border border-line bg-code"
      data-highlighted={lines !== undefined}
    >
      <div className="flex h-9 items-center justify-between border-b border-line bg-rail pr-1 pl-4 text-xs text-muted">
        <span className="font-mono">{language || 'text'}</span>
        <CopyButton text={code} label={t('heddle.code.copy')} isLabelled />
      </div>
      <pre
        tabIndex={0}
        role="region"
        aria-label={t('heddle.code.block', { language: language || 'text' })}
        className="overflow-x-auto px-4 py-3.5 font-mono text-[13px] leading-[1.6] focus-visible:-outline-offset-2"
      >
        <code>
          {lines === undefined
            ? code
            : lines.map((tokens, index) => (
                <span key={index}>
                  {tokens.map(({ text, style }, position) => (
                    <span key={position} className="token" style={style}>
                      {text}
                    </span>
                  ))}
                  {index < lines.length - 1 && '\n'}
                </span>
              ))}
        </code>
      </pre>
    </div>
  );
}
