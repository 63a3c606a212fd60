import { FIELD, textOf, type FieldProps } from './field-props.js';

export function TextField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const common = {
    id,
    value: textOf(value),
    disabled: widget.isDisabled,
    'aria-describedby': describedBy,
    placeholder: widget.placeholder,
  };
  return widget.isMultiline ? (
    <textarea
      {...common}
      rows={4}
      onChange={(event) => onChange(event.target.value)}
      className={`${FIELD} h-auto py-2`}
    />
  ) : (
    <input {...common} type="text" onChange={(event) => onChange(event.target.value)} className={FIELD} />
  );
}

export function NumberField({ widget, value, id, describedBy, onChange }: FieldProps) {
  return (
    <input
      id={id}
      type="number"
      step="any"
      defaultValue={textOf(value)}
      disabled={widget.isDisabled}
      aria-describedby={describedBy}
      placeholder={widget.placeholder}
      onChange={({ target }) => onChange(Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber)}
      className={FIELD}
    />
  );
}
