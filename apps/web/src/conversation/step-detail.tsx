import { CodeBlock } from '../markdown/code-block.js';
import { Markdown } from '../markdown/markdown.js';

interface Props {
  label: string;
  text: string;
  language: string;
  isError?: boolean;
}

export function StepDetail({ label, text, language, isError = false }: Props) {
  const codeLanguage = language === '' && isJson(text) ? 'json' : language;
  return (
    <section className="flex min-w-0 flex-col gap-1.5">
      <p className={`text-xs font-medium ${isError ? 'text-danger' : 'text-muted'}`}>{label}</p>
      {isError ? (
        <p className="rounded-lg bg-danger-soft px-3 py-2 font-mono text-[13px] whitespace-pre-wrap text-danger [overflow-wrap:anywhere]">
          {text}
        </p>
      ) : codeLanguage === '' ? (
        <div className="text-sm">
          <Markdown text={text} />
        </div>
      ) : (
        <CodeBlock code={text} language={codeLanguage} isOpen={false} />
      )}
    </section>
  );
}

/** What a tool returned is sent as text, whatever it was. */
function isJson(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
