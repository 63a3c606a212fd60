import type { Json, JsonObject, SettingsFormDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import type { InputWidget } from './input-widget.js';
import { FORM_KEY, SETTINGS_KEY } from './settings-keys.js';
import { formHolding, settingsThatHold } from './validate-settings.js';

/** A page of a settings form. */
export class Tab {
  readonly id: string;
  readonly label: string;
  readonly inputs: readonly InputWidget[];

  /** @throws DomainError `invalid_input` without an id, a label or fields */
  constructor(options: {
    readonly id: string;
    readonly label: string;
    readonly inputs: readonly InputWidget[];
  }) {
    const { id, label, inputs } = options;
    if (!id || !label || inputs.length === 0)
      throw new DomainError('invalid_input', `The tab "${id || label}" needs an id, a label and fields.`);
    this.id = id;
    this.label = label;
    this.inputs = inputs;
  }
}

/** A settings form: fields with their values' types. `Values` is what `chatSettings` then holds. */
export interface SettingsForm<Values extends object = JsonObject> {
  /** Every field, those of all tabs. */
  readonly widgets: readonly InputWidget[];
  /** Each field's initial value. */
  readonly defaults: Values;
  /** The form as the page gets it, each field with its own initial value. */
  readonly dto: SettingsFormDto;
  /** See `ChatSettings.send`. */
  send(): Promise<Values>;
  /** See `ChatSettings.refresh`. */
  refresh(): Promise<void>;
}

/** The values of a form: `ChatContext<SettingsOf<typeof form>>` is the context of handlers whose `ctx.settings` they are. */
export type SettingsOf<Form> = Form extends SettingsForm<infer Values> ? Values : never;

/** The form in which the user changes the chat's settings. */
export class ChatSettings<Values extends object = JsonObject> implements SettingsForm<Values> {
  readonly widgets: readonly InputWidget[];
  readonly dto: SettingsFormDto;

  /** @throws DomainError `invalid_input` for fields and tabs side by side, none of either, or two of one id */
  constructor(inputs: readonly InputWidget[] | readonly Tab[]) {
    const tabs = inputs.filter((input) => input instanceof Tab);
    if (inputs.length === 0 || (tabs.length > 0 && tabs.length < inputs.length))
      throw new DomainError('invalid_input', 'A settings form has either fields or tabs, at least one.');
    this.widgets = tabs.length > 0 ? tabs.flatMap((tab) => tab.inputs) : (inputs as readonly InputWidget[]);
    for (const ids of [this.widgets.map(({ id }) => id), tabs.map(({ id }) => id)]) assertUnique(ids);
    this.dto =
      tabs.length > 0
        ? {
            tabs: tabs.map(({ id, label, inputs: fields }) => ({
              id,
              label,
              inputs: fields.map(({ dto }) => dto),
            })),
          }
        : { inputs: this.widgets.map(({ dto }) => dto) };
  }

  get defaults(): Values {
    return settingsThatHold(this.dto, undefined) as Values;
  }

  /**
   * Shows the form. From now on the chat's settings are its fields: a value that held until now and still fits stays,
   * every other field has its initial one.
   *
   * @returns the values that hold now, as `chatSettings` has them
   */
  async send(): Promise<Values> {
    const turn = this.keep('ChatSettings.send()');
    const values = settingsThatHold(this.dto, turn.state.get(SETTINGS_KEY));
    turn.state.set(SETTINGS_KEY, values);
    turn.show({ kind: 'settings-form', form: formHolding(this.dto, values) });
    return structuredClone(values) as Values;
  }

  /**
   * Shows the form with its fields' own initial values, for instance with other choices while the user is still
   * editing. The values that hold stay as they are until the user confirms.
   */
  async refresh(): Promise<void> {
    this.keep('ChatSettings.refresh()').show({ kind: 'settings-form', form: this.dto });
  }

  private keep(what: string): Turn {
    const turn = currentTurn(what);
    turn.assertOpen(what);
    turn.state.set(FORM_KEY, structuredClone(this.dto) as unknown as Json);
    return turn;
  }
}

function assertUnique(ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new DomainError('invalid_input', `Two fields or tabs of the settings form are called "${twice}".`);
}
