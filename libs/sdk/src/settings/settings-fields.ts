import type { Json } from '#libs/contracts';
import { ChatSettings, Tab } from './chat-settings.js';
import { MultiSelect, RadioGroup, Select } from './choice-widgets.js';
import { DatePicker } from './date-picker.js';
import type { DatePickerOptions } from './date-picker.js';
import type { InputWidget, WidgetOptions } from './input-widget.js';
import { Checkbox, NumberInput, Slider, Switch, Tags, TextInput } from './widgets.js';

/** A field that gets its id, the key of its value, from the form it is put into. */
export interface SettingsField<V extends Json = Json> {
  make(id: string): InputWidget<V>;
}

/** A tab that gets its id from the form it is put into. */
export interface SettingsTab<F extends SettingsFields = SettingsFields> {
  readonly fields: F;
  makeTab(id: string): Tab;
}

/** Fields by the keys of their values. */
export type SettingsFields = Readonly<Record<string, SettingsField>>;

/** The values of fields. */
export type ValuesOf<F extends SettingsFields> = {
  -readonly [K in keyof F]: F[K] extends SettingsField<infer V> ? V : never;
};

type Together<U> = (U extends unknown ? (value: U) => void : never) extends (value: infer I) => void
  ? I
  : never;
type TabValues<T> = T extends SettingsTab<infer F> ? ValuesOf<F> : never;
type ValuesOfTabs<T extends Readonly<Record<string, SettingsTab>>> = {
  [K in keyof Together<TabValues<T[keyof T]>>]: Together<TabValues<T[keyof T]>>[K];
};

type Look = Omit<WidgetOptions, 'id' | 'label'>;
type Options<C extends new (options: never) => unknown> = Omit<ConstructorParameters<C>[0], 'id' | 'label'>;
type ChoiceList<V extends string> = readonly V[] | Readonly<Record<string, V>>;

/** A form whose values' types follow from its fields, which stand beside each other or in tabs. */
export function chatSettings<const F extends SettingsFields>(fields: F): ChatSettings<ValuesOf<F>>;
export function chatSettings<const T extends Readonly<Record<string, SettingsTab>>>(
  tabs: T,
): ChatSettings<ValuesOfTabs<T>>;
export function chatSettings(parts: Readonly<Record<string, SettingsField | SettingsTab>>): ChatSettings {
  const made = Object.entries(parts).map(([id, part]) => ('make' in part ? part.make(id) : part.makeTab(id)));
  return new ChatSettings(made as InputWidget[] | Tab[]);
}

/** A page of a form. */
export function tab<const F extends SettingsFields>(label: string, fields: F): SettingsTab<F> {
  const inputs = (): InputWidget[] => Object.entries(fields).map(([id, field]) => field.make(id));
  return { fields, makeTab: (id) => new Tab({ id, label, inputs: inputs() }) };
}

/** A switch. */
export function toggle(label: string, options: Options<typeof Switch> = {}): SettingsField<boolean> {
  return { make: (id) => new Switch({ ...options, id, label }) };
}

/** A checkbox. */
export function checkbox(label: string, options: Options<typeof Checkbox> = {}): SettingsField<boolean> {
  return { make: (id) => new Checkbox({ ...options, id, label }) };
}

/** A number of a range. */
export function slider(label: string, options: Options<typeof Slider> = {}): SettingsField<number> {
  return { make: (id) => new Slider({ ...options, id, label }) };
}

/** A choice of one: values, or values by label. Without `initial` it is `null` until the user chooses. */
export function select<const V extends string>(
  label: string,
  choices: ChoiceList<V>,
  options: Look & { readonly initial: NoInfer<V> },
): SettingsField<V>;
export function select<const V extends string>(
  label: string,
  choices: ChoiceList<V>,
  options?: Look,
): SettingsField<V | null>;
export function select(
  label: string,
  choices: ChoiceList<string>,
  options: Look = {},
): SettingsField<string | null> {
  return { make: (id) => new Select({ ...options, ...listed(choices), id, label }) };
}

/** A choice of one, all of them in view: values, or values by label. Without `initial` it is `null` until the user chooses. */
export function radio<const V extends string>(
  label: string,
  choices: ChoiceList<V>,
  options: Look & { readonly initial: NoInfer<V> },
): SettingsField<V>;
export function radio<const V extends string>(
  label: string,
  choices: ChoiceList<V>,
  options?: Look,
): SettingsField<V | null>;
export function radio(
  label: string,
  choices: ChoiceList<string>,
  options: Look = {},
): SettingsField<string | null> {
  return { make: (id) => new RadioGroup({ ...options, ...listed(choices), id, label }) };
}

/** A choice of any number: values, or values by label. */
export function multiSelect<const V extends string>(
  label: string,
  choices: ChoiceList<V>,
  options: Look & { readonly initial?: readonly NoInfer<V>[] } = {},
): SettingsField<V[]> {
  return { make: (id) => new MultiSelect<V>({ ...options, ...listed(choices), id, label }) };
}

/** Texts of the user's own. */
export function tags(label: string, options: Options<typeof Tags> = {}): SettingsField<string[]> {
  return { make: (id) => new Tags({ ...options, id, label }) };
}

/** A text; `null` while it is empty. */
export function textInput(
  label: string,
  options: Options<typeof TextInput> = {},
): SettingsField<string | null> {
  return { make: (id) => new TextInput({ ...options, id, label }) };
}

/** A number; `null` while the field is empty. */
export function numberInput(
  label: string,
  options: Options<typeof NumberInput> = {},
): SettingsField<number | null> {
  return { make: (id) => new NumberInput({ ...options, id, label }) };
}

type DayOptions = Omit<DatePickerOptions, 'id' | 'label' | 'mode' | 'initial'>;

/** A day in ISO 8601; `null` while none is picked. */
export function datePicker(
  label: string,
  options: DayOptions & { readonly initial?: string | Date | null } = {},
): SettingsField<string | null> {
  return { make: (id) => new DatePicker({ ...options, id, label }) as InputWidget<string | null> };
}

/** A first and a last day in ISO 8601; `null` while none are picked. */
export function dateRange(
  label: string,
  options: DayOptions & { readonly initial?: readonly [string | Date, string | Date] | null } = {},
): SettingsField<[string, string] | null> {
  return {
    make: (id) =>
      new DatePicker({ ...options, mode: 'range', id, label }) as InputWidget<[string, string] | null>,
  };
}

function listed<V extends string>(
  choices: ChoiceList<V>,
): { values: readonly V[] } | { items: Readonly<Record<string, V>> } {
  return isList(choices) ? { values: choices } : { items: choices };
}

function isList<V extends string>(choices: ChoiceList<V>): choices is readonly V[] {
  return Array.isArray(choices);
}
