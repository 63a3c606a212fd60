import { useTranslation } from 'react-i18next';
import { day, type SettingsValue } from '../chat-client/settings-form.js';
import { FIELD, type FieldProps } from './field-props.js';

/** One day, or a first and a last one: half a range is not one, and cannot be confirmed. */
export function DateField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const { t } = useTranslation();
  const common = {
    type: 'date',
    disabled: widget.isDisabled,
    'aria-describedby': describedBy,
    className: FIELD,
  };
  if (!widget.isRange) {
    return (
      <input
        {...common}
        id={id}
        min={widget.firstDay}
        max={widget.lastDay}
        value={day(value)}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  const [first, last] = rangeOf(value);
  const change = (from: string, to: string): void => onChange(from === '' && to === '' ? null : [from, to]);
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      className="flex flex-wrap gap-2 [&>*]:min-w-36 [&>*]:flex-1"
    >
      <input
        {...common}
        aria-label={t('heddle.settings.from', { name: widget.label })}
        min={widget.firstDay}
        max={last || widget.lastDay}
        required={last !== ''}
        value={first}
        onChange={(event) => change(event.target.value, last)}
      />
      <input
        {...common}
        aria-label={t('heddle.settings.to', { name: widget.label })}
        min={first || widget.firstDay}
        max={widget.lastDay}
        required={first !== ''}
        value={last}
        onChange={(event) => change(first, event.target.value)}
      />
    </div>
  );
}

function rangeOf(value: SettingsValue): [string, string] {
  const [first, last] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return [day(first), day(last)];
}
