import { useTranslation } from 'react-i18next';
import type { Starter } from '../chat-client/project.js';
import { NamedIcon } from '../icons/named-icon.js';

export function StarterGrid({
  starters,
  onChoose,
}: {
  starters: readonly Starter[];
  onChoose: (starter: Starter) => void;
}) {
  const { t } = useTranslation();
  if (starters.length === 0) return null;
  return (
    <ul aria-label={t('heddle.empty.starters')} className="grid w-full gap-2 sm:grid-cols-2">
      {starters.map((starter) => (
        <li key={starter.label}>
          <button
            type="button"
            data-starter
            onClick={() => onChoose(starter)}
            className="flex h-full w-full items-center gap-3 rounded-2xl border border-line bg-surface px-4 py-3 text-left text-sm leading-snug text-soft transition-colors hover:border-line-strong hover:bg-hover hover:text-ink"
          >
            {starter.icon && <NamedIcon icon={starter.icon} className="size-[18px] text-accent" />}
            <span dir="auto" className="min-w-0">
              {starter.label}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
