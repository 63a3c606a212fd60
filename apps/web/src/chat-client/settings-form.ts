const WIDGET_TYPES = [
  'switch',
  'checkbox',
  'slider',
  'select',
  'radio',
  'multiselect',
  'tags',
  'textinput',
  'numberinput',
  'datepicker',
] as const;

export type SettingsValue = string | number | boolean | null | readonly (string | null)[];
export type SettingsValues = Readonly<Record<string, SettingsValue>>;

/** One field. Which of the parts at the end it has is a matter of its type. */
export interface SettingsWidget {
  readonly type: (typeof WIDGET_TYPES)[number];
  readonly id: string;
  readonly label: string;
  readonly initial: SettingsValue;
  readonly tooltip: string;
  readonly description: string;
  readonly isDisabled: boolean;
  readonly items: readonly { label: string; value: string }[];
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly placeholder: string;
  readonly isMultiline: boolean;
  readonly isRange: boolean;
  readonly firstDay: string;
  readonly lastDay: string;
}

export interface SettingsTab {
  readonly id: string;
  readonly label: string;
  readonly widgets: readonly SettingsWidget[];
}

/** A form without tabs is one tab without a label. */
export type SettingsForm = readonly SettingsTab[];

type Wire = Readonly<Record<string, unknown>>;

/** What `chat_settings` brought: fields, or pages of fields (§6.9). Undefined when there is nothing to set. */
export function toSettingsForm(inputs: unknown): SettingsForm | undefined {
  if (!Array.isArray(inputs) || inputs.length === 0) return undefined;
  const wire = inputs as Wire[];
  if (!wire.some((input) => Array.isArray(input['inputs'])))
    return [{ id: '', label: '', widgets: toWidgets(wire) }];
  return wire.map((tab) => ({
    id: text(tab['id']),
    label: text(tab['label']) || text(tab['id']),
    widgets: toWidgets(Array.isArray(tab['inputs']) ? (tab['inputs'] as Wire[]) : []),
  }));
}

export function widgetsOf(form: SettingsForm): readonly SettingsWidget[] {
  return form.flatMap(({ widgets }) => widgets);
}

/** What each field holds: what was set since the form came, else what it came with. */
export function valuesOf(form: SettingsForm, set: Readonly<Record<string, unknown>>): SettingsValues {
  return Object.fromEntries(
    widgetsOf(form).map(({ id, initial }) => [
      id,
      set[id] === undefined ? initial : (set[id] as SettingsValue),
    ]),
  );
}

/** An empty field is no value. */
export function toWireValues(values: SettingsValues): SettingsValues {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, value === '' ? null : value]));
}

function toWidgets(inputs: readonly Wire[]): SettingsWidget[] {
  return inputs.flatMap((input) => {
    const type = WIDGET_TYPES.find((known) => known === input['type']);
    if (type === undefined) return [];
    return [
      {
        type,
        id: text(input['id']),
        label: text(input['label']) || text(input['id']),
        initial: (input['initial'] ?? null) as SettingsValue,
        tooltip: text(input['tooltip']),
        description: text(input['description']),
        isDisabled: input['disabled'] === true,
        items: Array.isArray(input['items']) ? (input['items'] as SettingsWidget['items']) : [],
        min: number(input['min'], 0),
        max: number(input['max'], 10),
        step: number(input['step'], 1),
        placeholder: text(input['placeholder']),
        isMultiline: input['multiline'] === true,
        isRange: input['mode'] === 'range',
        firstDay: day(input['min_date']),
        lastDay: day(input['max_date']),
      },
    ];
  });
}

/** The day of an ISO timestamp, as a date field has it; where the time says a zone, the day that it is here. */
export function day(value: unknown): string {
  if (typeof value !== 'string' || value === '') return '';
  if (!value.includes('T')) return value.slice(0, 10);
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
