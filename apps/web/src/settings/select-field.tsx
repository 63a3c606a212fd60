import { FIELD, textOf, type FieldProps } from './field-props.js';

export function SelectField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const current = textOf(value);
  return (
    <select
      id={id}
      value={current}
      disabled={widget.isDisabled}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value)}
      className={FIELD}
    >
      {!widget.items.some((item) => item.value === current) && <option value={current}>{current}</option>}
      {widget.items.map((item) => (
        <option key={item.value} value={item.value}>
          {item.label}
        </option>
      ))}
    </select>
  );
}
