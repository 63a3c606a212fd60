import { InputWidget, refused } from './input-widget.js';
import type { WidgetOptions } from './input-widget.js';
import { wrongIn } from './widget-value.js';

interface ToggleOptions extends WidgetOptions {
  /** Off unless said otherwise. */
  readonly initial?: boolean;
}

/** A switch: a boolean. */
export class Switch extends InputWidget<boolean> {
  constructor(options: ToggleOptions) {
    super('switch', options, options.initial ?? false);
    assertFits(this);
  }
}

/** A checkbox: a boolean. */
export class Checkbox extends InputWidget<boolean> {
  constructor(options: ToggleOptions) {
    super('checkbox', options, options.initial ?? false);
    assertFits(this);
  }
}

/** A slider: a number between `min` and `max`, in steps from `min`. */
export class Slider extends InputWidget<number> {
  /** @throws DomainError `invalid_input` for a range that is none, or an initial value outside it or between two steps */
  constructor(
    options: WidgetOptions & {
      /** 0, or `min` where 0 is out of the range. */
      readonly initial?: number;
      /** 0 unless said otherwise. */
      readonly min?: number;
      /** 10 unless said otherwise. */
      readonly max?: number;
      /** 1 unless said otherwise. */
      readonly step?: number;
    },
  ) {
    const { min = 0, max = 10, step = 1 } = options;
    if (!(Number.isFinite(min) && Number.isFinite(max) && min < max))
      throw refused('slider', options.id, `min (${min}) must be below max (${max})`);
    if (!(Number.isFinite(step) && step > 0))
      throw refused('slider', options.id, `step (${step}) must be above 0`);
    const initial = options.initial ?? (min <= 0 && max >= 0 && (0 - min) % step === 0 ? 0 : min);
    super('slider', options, initial, { min, max, step });
    assertFits(this);
  }
}

/** Tags: texts of the user's own. */
export class Tags extends InputWidget<string[]> {
  constructor(options: WidgetOptions & { readonly initial?: readonly string[] }) {
    super('tags', options, [...(options.initial ?? [])]);
    assertFits(this);
  }
}

/** A text; `null` while the field is empty. */
export class TextInput extends InputWidget<string | null> {
  constructor(
    options: WidgetOptions & {
      readonly initial?: string | null;
      readonly placeholder?: string;
      /** Whether the text may have several lines. */
      readonly multiline?: boolean;
    },
  ) {
    const { placeholder, multiline = false } = options;
    super('textinput', options, options.initial ?? null, {
      multiline,
      ...(placeholder === undefined ? {} : { placeholder }),
    });
    assertFits(this);
  }
}

/** A number; `null` while the field is empty. */
export class NumberInput extends InputWidget<number | null> {
  constructor(options: WidgetOptions & { readonly initial?: number | null; readonly placeholder?: string }) {
    const { placeholder } = options;
    super('numberinput', options, options.initial ?? null, placeholder === undefined ? {} : { placeholder });
    assertFits(this);
  }
}

/** @throws DomainError `invalid_input` for an initial value that the field itself would refuse */
export function assertFits({ dto, initial }: Pick<InputWidget, 'dto' | 'initial'>): void {
  const why = wrongIn(dto, initial);
  if (why) throw refused(dto.type, dto.id, `its initial value ${why}`);
}
