import type { WidgetItemDto } from '#libs/contracts';
import { InputWidget, refused } from './input-widget.js';
import type { WidgetOptions } from './input-widget.js';
import { assertFits } from './widgets.js';

/** The choices of a field: values that are their own labels (`values`), or values by label (`items`). One of both. */
export interface Choices<V extends string> extends WidgetOptions {
  readonly values?: readonly V[];
  readonly items?: Readonly<Record<string, V>>;
}

/** Which of a field's choices holds at first: its value, or its place. None unless said. */
export interface FirstChoice<V extends string> {
  readonly initial?: V | null;
  /** The same as `initial`. */
  readonly initialValue?: V | null;
  /** The place of the initial value in `values`, from 0. */
  readonly initialIndex?: number;
}

/** A choice of one from a list; `null` while nothing is chosen. */
export class Select<V extends string = string> extends InputWidget<V | null> {
  /** @throws DomainError `invalid_input` without choices, or for an initial value that is none of them */
  constructor(options: Choices<V> & FirstChoice<V>) {
    const items = itemsOf('select', options);
    super('select', options, firstOf('select', options, items), { items });
    assertFits(this);
  }
}

/** A choice of one, all of them in view; `null` while nothing is chosen. */
export class RadioGroup<V extends string = string> extends InputWidget<V | null> {
  /** @throws DomainError `invalid_input` without choices, or for an initial value that is none of them */
  constructor(options: Choices<V> & FirstChoice<V>) {
    const items = itemsOf('radio', options);
    super('radio', options, firstOf('radio', options, items), { items });
    assertFits(this);
  }
}

/** A choice of any number from a list. */
export class MultiSelect<V extends string = string> extends InputWidget<V[]> {
  /** @throws DomainError `invalid_input` without choices, or for an initial value that is none of them */
  constructor(options: Choices<V> & { readonly initial?: readonly V[] }) {
    super('multiselect', options, [...(options.initial ?? [])], { items: itemsOf('multiselect', options) });
    assertFits(this);
  }
}

function itemsOf<V extends string>(type: string, { id, values, items }: Choices<V>): WidgetItemDto[] {
  if ((values === undefined) === (items === undefined))
    throw refused(type, id, 'give it either values or items');
  const choices = values
    ? values.map((value) => ({ label: value, value }))
    : Object.entries(items ?? {}).map(([label, value]) => ({ label, value: value }));
  if (choices.length === 0) throw refused(type, id, 'it has no choices');
  if (choices.some(({ value }) => typeof value !== 'string' || value === ''))
    throw refused(type, id, 'every choice must be a text that is not empty');
  if (new Set(choices.map(({ value }) => value)).size < choices.length)
    throw refused(type, id, 'two of its choices are the same');
  return choices;
}

function firstOf<V extends string>(
  type: string,
  { id, initial, initialValue, initialIndex }: WidgetOptions & FirstChoice<V>,
  items: readonly WidgetItemDto[],
): V | null {
  if (initialIndex === undefined) return initial ?? initialValue ?? null;
  const chosen = items[initialIndex];
  if (!chosen) throw refused(type, id, `initialIndex must be from 0 to ${items.length - 1}`);
  return chosen.value as V;
}
