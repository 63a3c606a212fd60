import { listOf, type FieldProps } from './field-props.js';

/** Radio and multiselect: every choice in sight, one or several of them taken. */
export function ChoiceField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const isSingle = widget.type === 'radio';
  const chosen = listOf(value);
  const isChosen = (item: string): boolean => (isSingle ? value === item : chosen.includes(item));

  const toggle = (item: string): void => {
    if (isSingle) return onChange(item);
    // In the order of the form, whatever the order of the clicks.
    const next = widget.items
      .map((other) => other.value)
      .filter((other) => isChosen(other) !== (other === item));
    onChange(next);
  };

  return (
    <div
      role={isSingle ? 'radiogroup' : 'group'}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      className="flex flex-wrap gap-x-5 gap-y-2"
    >
      {widget.items.map((item) => (
        <label key={item.value} className="flex items-center gap-2 text-sm">
          <input
            type={isSingle ? 'radio' : 'checkbox'}
            name={id}
            value={item.value}
            checked={isChosen(item.value)}
            disabled={widget.isDisabled}
            onChange={() => toggle(item.value)}
            className="size-4 shrink-0 accent-(--accent)"
          />
          {item.label}
        </label>
      ))}
    </div>
  );
}
