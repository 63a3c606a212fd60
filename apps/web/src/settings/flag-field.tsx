import type { FieldProps } from './field-props.js';

/** Switch and checkbox: the same choice, drawn in two ways. */
export function FlagField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const isSwitch = widget.type === 'switch';
  return (
    <input
      id={id}
      type="checkbox"
      role={isSwitch ? 'switch' : undefined}
      checked={value === true}
      disabled={widget.isDisabled}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.checked)}
      className={isSwitch ? SWITCH : 'size-4 shrink-0 accent-(--accent)'}
    />
  );
}

const SWITCH =
  "relative h-6 w-10 shrink-0 cursor-pointer appearance-none rounded-full border border-muted bg-hover transition-colors after:absolute after:top-1/2 after:left-[3px] after:size-4 after:-translate-y-1/2 after:rounded-full after:bg-muted after:transition-transform after:content-[''] checked:border-accent checked:bg-accent checked:after:translate-x-4 checked:after:bg-on-accent disabled:cursor-default disabled:opacity-60";
