import type { Json, JsonObject, SettingsFormDto, SettingsWidgetDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { wrongIn } from './widget-value.js';

/** Every field of a form, those of all its tabs. */
export function widgetsOf({ inputs, tabs }: SettingsFormDto): SettingsWidgetDto[] {
  return inputs ?? (tabs ?? []).flatMap((tab) => tab.inputs);
}

/**
 * Checks values against a form: types, ranges, steps, choices, days. What a page writes differently is put right: an
 * empty text is `null`, a number field's text a number, no choice an empty list. Fields without a value stay without.
 *
 * @throws DomainError `invalid_input` that names every wrong field, one the form has not got included
 */
export function validateSettings(form: SettingsFormDto, values: JsonObject): { values: JsonObject } {
  const widgets = new Map(widgetsOf(form).map((widget) => [widget.id, widget]));
  const wrong: string[] = [];
  const read: [string, Json][] = [];
  for (const [id, given] of Object.entries(values)) {
    const widget = widgets.get(id);
    if (!widget) {
      wrong.push(`"${id}" is not a field of the form`);
      continue;
    }
    const value = asMeant(widget, given);
    const why = wrongIn(widget, value);
    if (why) wrong.push(`"${id}" ${why}`);
    else read.push([id, value]);
  }
  if (wrong.length > 0)
    throw new DomainError('invalid_input', `These settings cannot be: ${wrong.join('; ')}.`);
  // Not by assignment: a field may be called __proto__.
  return { values: Object.fromEntries(read) };
}

/** Those of the values that users may change: what a page sends for a disabled field does not count. */
export function changeable(form: SettingsFormDto, values: JsonObject): JsonObject {
  const disabled = new Set(widgetsOf(form).flatMap((widget) => (widget.disabled ? [widget.id] : [])));
  return Object.fromEntries(Object.entries(values).filter(([id]) => !disabled.has(id)));
}

/** A value for each field: the one that held until now where it still fits, the field's initial one elsewhere. */
export function settingsThatHold(form: SettingsFormDto, until: Json | undefined): JsonObject {
  const known = new Map(typeof until === 'object' && until !== null ? Object.entries(until) : []);
  return Object.fromEntries(
    widgetsOf(form).map((widget) => {
      const held = known.get(widget.id);
      const value = held === undefined ? undefined : asMeant(widget, held);
      const fits = value !== undefined && wrongIn(widget, value) === undefined;
      return [widget.id, fits ? value : (widget.initial ?? null)];
    }),
  );
}

/** The form as a page shows it now: each field begins with the value that holds. */
export function formHolding(form: SettingsFormDto, values: JsonObject): SettingsFormDto {
  const held = (widget: SettingsWidgetDto): SettingsWidgetDto =>
    Object.hasOwn(values, widget.id) ? { ...widget, initial: values[widget.id] ?? null } : widget;
  if (form.inputs) return { inputs: form.inputs.map(held) };
  return { tabs: (form.tabs ?? []).map((tab) => ({ ...tab, inputs: tab.inputs.map(held) })) };
}

function asMeant({ type }: SettingsWidgetDto, value: Json): Json {
  const meant = value === '' ? null : value;
  if (type === 'numberinput' && typeof meant === 'string') return numberIn(meant);
  if (meant === null && (type === 'multiselect' || type === 'tags')) return [];
  return meant;
}

function numberIn(text: string): Json {
  if (text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
