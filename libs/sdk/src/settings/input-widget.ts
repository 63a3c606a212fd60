import type { Json, SettingsWidgetDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** What every field of a settings form may be told. */
export interface WidgetOptions {
  /** The key of the value in `chatSettings`. */
  readonly id: string;
  readonly label: string;
  readonly tooltip?: string;
  readonly description?: string;
  /** Shown, but not to be changed. */
  readonly disabled?: boolean;
}

/** A field of a settings form; `V` is the type of its value. */
export abstract class InputWidget<V extends Json = Json> {
  readonly id: string;
  readonly label: string;
  /** The value before anybody changed it. */
  readonly initial: V;
  /** The field as the form carries it. */
  readonly dto: SettingsWidgetDto;

  /** @throws DomainError `invalid_input` for a field without an id or a label */
  protected constructor(
    type: SettingsWidgetDto['type'],
    options: WidgetOptions,
    initial: V,
    more: Omit<Partial<SettingsWidgetDto>, 'type' | 'id' | 'label' | 'initial'> = {},
  ) {
    const { id, label, tooltip, description, disabled } = options;
    const isText = (value: unknown): boolean =>
      typeof value === 'string' && value.length > 0 && value.length <= 255;
    if (!isText(id)) throw refused(type, String(id), 'its id must be a text of 1 to 255 characters');
    if (!isText(label)) throw refused(type, id, 'its label must be a text of 1 to 255 characters');
    this.id = id;
    this.label = label;
    this.initial = initial;
    const dto = { type, id, label, initial, tooltip, description, disabled, ...more };
    this.dto = JSON.parse(JSON.stringify(dto)) as SettingsWidgetDto;
  }
}

/** The error of a field that cannot be. */
export function refused(type: string, id: string, why: string): DomainError {
  return new DomainError('invalid_input', `The settings form's ${type} "${id}" is not usable: ${why}.`);
}
