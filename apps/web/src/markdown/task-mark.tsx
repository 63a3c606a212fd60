import { useTranslation } from 'react-i18next';

/** The box of a task list's item: a picture of a state, not something to tick. */
export function TaskMark({ checked }: { checked?: boolean | undefined }) {
  const { t } = useTranslation();
  return (
    <input
      type="checkbox"
      disabled
      readOnly
      checked={checked ?? false}
      aria-label={t(checked ? 'heddle.task.done' : 'heddle.task.open')}
    />
  );
}
