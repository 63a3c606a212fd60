import { useId, type ComponentType } from 'react';
import type { SettingsValue, SettingsWidget } from '../chat-client/settings-form.js';
import { ChoiceField } from './choice-field.js';
import { DateField } from './date-field.js';
import type { FieldProps } from './field-props.js';
import { FlagField } from './flag-field.js';
import { SelectField } from './select-field.js';
import { SliderField } from './slider-field.js';
import { TagsField } from './tags-field.js';
import { NumberField, TextField } from './text-field.js';

const FIELDS: Record<SettingsWidget['type'], ComponentType<FieldProps>> = {
  switch: FlagField,
  checkbox: FlagField,
  slider: SliderField,
  select: SelectField,
  radio: ChoiceField,
  multiselect: ChoiceField,
  tags: TagsField,
  textinput: TextField,
  numberinput: NumberField,
  datepicker: DateField,
};

interface Props {
  widget: SettingsWidget;
  value: SettingsValue;
  onChange: (id: string, value: SettingsValue) => void;
}

/** One field with its label and what explains it. */
export function SettingsField({ widget, value, onChange }: Props) {
  const id = useId();
  const Field = FIELDS[widget.type];
  const isFlag = Field === FlagField;
  // These are several fields under one name; a label can point at one only.
  const isGroup = Field === ChoiceField || (Field === DateField && widget.isRange);
  const explanation = [widget.description, widget.tooltip].filter((part) => part !== '').join(' ');
  const Label = isGroup ? 'span' : 'label';
  return (
    <div
      data-setting={widget.id}
      className={isFlag ? 'flex flex-wrap items-center gap-x-3 gap-y-1' : 'flex flex-col gap-1.5'}
    >
      <Label
        id={`${id}-label`}
        {...(isGroup ? {} : { htmlFor: id })}
        className={`text-sm font-medium ${isFlag ? 'order-2 flex-1' : ''}`}
      >
        {widget.label}
      </Label>
      <Field
        widget={widget}
        value={value}
        id={id}
        describedBy={explanation === '' ? undefined : `${id}-about`}
        onChange={(next) => onChange(widget.id, next)}
      />
      {explanation !== '' && (
        <p id={`${id}-about`} className={`text-xs text-muted ${isFlag ? 'order-3 w-full' : ''}`}>
          {explanation}
        </p>
      )}
    </div>
  );
}
