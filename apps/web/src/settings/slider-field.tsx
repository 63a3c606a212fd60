import { textOf, type FieldProps } from './field-props.js';

export function SliderField({ widget, value, id, describedBy, onChange }: FieldProps) {
  const current = typeof value === 'number' ? value : widget.min;
  return (
    <div className="flex items-center gap-3">
      <input
        id={id}
        type="range"
        min={widget.min}
        max={widget.max}
        step={widget.step}
        value={current}
        disabled={widget.isDisabled}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="h-6 min-w-0 flex-1 accent-(--accent) disabled:opacity-60"
      />
      <output htmlFor={id} className="min-w-10 text-right text-sm text-soft tabular-nums">
        {textOf(current)}
      </output>
    </div>
  );
}
