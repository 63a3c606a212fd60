import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A region with a tab stop, so that a table wider than the page can be scrolled by keyboard. */
export function ScrollingTable({ dir, children }: { dir: string | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div
      dir={dir}
      role="region"
      aria-label={t('heddle.table.label')}
      tabIndex={0}
      className="overflow-x-auto rounded-xl border border-line"
    >
      <table>{children}</table>
    </div>
  );
}
