import type { Json, SettingsWidgetDto } from '#libs/contracts';

/** 2026-05-01, or with a time, and with the time's zone. */
const ISO_DAY = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A browser's midnight is this far from that of UTC at the most: a day may be written as an evening of the day before. */
const FARTHEST_ZONE_MS = 14 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

/** What is wrong with a field's value, as the end of a sentence that begins with the field; undefined: nothing. */
export function wrongIn(widget: SettingsWidgetDto, value: Json): string | undefined {
  switch (widget.type) {
    case 'switch':
    case 'checkbox':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'slider':
      return wrongNumber(widget, value);
    case 'select':
    case 'radio':
      // Who has chosen cannot unchoose: nothing is only what a field without an initial value begins with.
      if (value === null && (widget.initial ?? null) === null) return undefined;
      return isChoice(widget, value) ? undefined : `must be one of ${choicesOf(widget)}`;
    case 'multiselect':
      return isTexts(value) && value.every((one) => isChoice(widget, one))
        ? undefined
        : `must be a list of some of ${choicesOf(widget)}`;
    case 'tags':
      return isTexts(value) ? undefined : 'must be a list of texts';
    case 'textinput':
      return value === null || typeof value === 'string' ? undefined : 'must be a text';
    case 'numberinput':
      return value === null || Number.isFinite(value) ? undefined : 'must be a number';
    case 'datepicker':
      return value === null ? undefined : wrongDays(widget, value);
  }
}

/** Whether a text is a day that exists, in ISO 8601. */
export function isDay(value: string): boolean {
  const day = ISO_DAY.exec(value)?.[1];
  if (!day || Number.isNaN(Date.parse(value))) return false;
  // Date.parse takes 2026-02-30 for the second of March.
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

function wrongNumber({ min = 0, max = 10, step = 1 }: SettingsWidgetDto, value: Json): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
  if (value < min || value > max) return `must be from ${min} to ${max}`;
  const steps = (value - min) / step;
  // A sum of tenths is never quite what it should be. The end of the range is always within reach.
  const isOnStep = Math.abs(steps - Math.round(steps)) < 1e-6 || value === max;
  return isOnStep ? undefined : `must be ${min} or some steps of ${step} more`;
}

function wrongDays(widget: SettingsWidgetDto, value: Json): string | undefined {
  if (widget.mode !== 'range') return wrongDay(widget, value);
  if (!Array.isArray(value) || value.length !== 2) return 'must be a first and a last day';
  const [first = null, last = null] = value;
  const wrong = wrongDay(widget, first) ?? wrongDay(widget, last);
  if (wrong) return wrong;
  return Date.parse(first as string) > Date.parse(last as string)
    ? 'must not end before it begins'
    : undefined;
}

function wrongDay({ minDate, maxDate }: SettingsWidgetDto, value: Json): string | undefined {
  if (typeof value !== 'string' || !isDay(value)) return 'must be a day in ISO 8601, such as 2026-05-01';
  const slack = value.includes('T') ? FARTHEST_ZONE_MS : 0;
  const at = Date.parse(value);
  if (minDate && at < Date.parse(minDate) - slack) return `must not be before ${minDate}`;
  if (maxDate && at > endOf(maxDate) + slack) return `must not be after ${maxDate}`;
  return undefined;
}

/** A last day counts until it is over. */
function endOf(day: string): number {
  return Date.parse(day) + (day.includes('T') ? 0 : DAY_MS - 1);
}

function isTexts(value: Json): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function isChoice({ items }: SettingsWidgetDto, value: Json): boolean {
  return (items ?? []).some((item) => item.value === value);
}

function choicesOf({ items }: SettingsWidgetDto): string {
  return (items ?? []).map(({ value }) => value).join(', ');
}
