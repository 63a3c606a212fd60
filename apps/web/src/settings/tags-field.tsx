import X from 'lucide-react/icons/x';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FIELD, listOf, type FieldProps } from './field-props.js';

/** Words of the user's own: Enter or a comma makes one of what is typed, Backspace in an empty field takes the last. */
export function TagsField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const tags = listOf(value);

  const add = (): void => {
    const tag = typed.trim();
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag]);
    setTyped('');
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) onChange(tags.slice(0, -1));
  };

  return (
    <div className="flex flex-col gap-2">
      {tags.length > 0 && (
        <ul aria-label={widget.label} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li
              key={tag}
              className="flex items-center gap-1 rounded-full bg-accent-soft pl-2.5 text-sm text-accent"
            >
              <span className="min-w-0">{tag}</span>
              <button
                type="button"
                aria-label={t('heddle.settings.removeTag', { tag })}
                disabled={widget.isDisabled}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
                className="flex size-6 shrink-0 items-center justify-center rounded-full hover:bg-hover"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id}
        value={typed}
        disabled={widget.isDisabled}
        aria-describedby={describedBy}
        placeholder={widget.placeholder || t('heddle.settings.addTag')}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
        // What was typed and not finished is meant, too.
        onBlur={add}
        className={FIELD}
      />
    </div>
  );
}
