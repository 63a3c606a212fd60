import { InputWidget, refused } from './input-widget.js';
import type { WidgetOptions } from './input-widget.js';
import { isDay } from './widget-value.js';
import { assertFits } from './widgets.js';

type Day = string | Date;

/** What a date picker may be told. Days are ISO 8601. */
export interface DatePickerOptions extends WidgetOptions {
  /** One day unless said otherwise. */
  readonly mode?: 'single' | 'range';
  /** A day, or the first and the last one of a range. */
  readonly initial?: Day | readonly [Day, Day] | null;
  readonly minDate?: Day;
  readonly maxDate?: Day;
  /** How a day is written, in date-fns' letters. */
  readonly format?: string;
  readonly placeholder?: string;
}

/** A day, or the first and the last one of a range, in ISO 8601; `null` while nothing is picked. */
export class DatePicker extends InputWidget<string | [string, string] | null> {
  /** @throws DomainError `invalid_input` for days that are none, or an initial value outside them */
  constructor(options: DatePickerOptions) {
    const { mode = 'single', format, placeholder } = options;
    const [minDate, maxDate] = [options.minDate, options.maxDate].map(isoOf);
    for (const day of [minDate, maxDate])
      if (day !== undefined && !isDay(day)) throw refused('datepicker', options.id, `"${day}" is no day`);
    if (minDate && maxDate && Date.parse(minDate) > Date.parse(maxDate))
      throw refused('datepicker', options.id, 'minDate must not be after maxDate');
    super('datepicker', options, initialOf(options.initial), {
      mode,
      ...Object.fromEntries(
        Object.entries({ minDate, maxDate, format, placeholder }).filter(([, value]) => value !== undefined),
      ),
    });
    assertFits(this);
  }
}

function initialOf(initial: DatePickerOptions['initial']): string | [string, string] | null {
  if (initial == null) return null;
  if (typeof initial === 'string' || initial instanceof Date) return isoOf(initial) ?? null;
  return initial.map((day) => isoOf(day)) as [string, string];
}

function isoOf(day: Day | undefined): string | undefined {
  if (!(day instanceof Date)) return day;
  return Number.isNaN(day.getTime()) ? String(day) : day.toISOString();
}
