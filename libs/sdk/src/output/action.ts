import { firstNonJson } from '#libs/contracts';
import type { ActionDto, JsonObject } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { Turn } from '../turn/turn.js';
import { TurnPart } from './turn-part.js';

/** What a button is made of. */
export interface ActionOptions {
  /** Which of the app's `onAction` handlers it calls, 1 to 255 characters. */
  readonly name: string;
  /** What the handler gets. The page sees it, and may send another. */
  readonly payload?: JsonObject;
  /** What stands on the button; its name unless given. */
  readonly label?: string;
  readonly tooltip?: string;
  /** A Lucide name. */
  readonly icon?: string;
}

/** A button under a message. */
export class Action extends TurnPart {
  readonly name: string;
  readonly payload: JsonObject;
  readonly label: string;
  readonly tooltip: string;
  readonly icon: string | undefined;
  private message: string | undefined;

  /** @throws DomainError `invalid_input` for a name, a label or a tooltip that is too long or none, or a payload that is no JSON */
  constructor({ name, payload = {}, label = name, tooltip = '', icon }: ActionOptions) {
    super();
    if (!name || name.length > 255 || label.length > 255 || tooltip.length > 2_000)
      throw new DomainError(
        'invalid_input',
        `The action "${String(name)}" needs a name of 1 to 255 characters, a label of 255 and a tooltip of 2000 at the most.`,
      );
    const offender = firstNonJson(payload);
    if (offender)
      throw new DomainError('invalid_input', `The action "${name}": ${offender} of its payload is not JSON.`);
    this.name = name;
    this.payload = payload;
    this.label = label;
    this.tooltip = tooltip;
    this.icon = icon;
  }

  /** The message it stands under; undefined while it is not shown. */
  get forId(): string | undefined {
    return this.message;
  }

  /** Shows the button under a message; again, and it is still one button. */
  async send(at: { readonly forId: string }): Promise<this> {
    this.showIn(undefined, at.forId);
    return this;
  }

  /** Takes the button from the screens. */
  async remove(): Promise<void> {
    this.hide();
  }

  /** @internal As `remove`. */
  hide(): void {
    const { turn, id } = this.belongTo(undefined);
    this.message = undefined;
    turn.show({ kind: 'action-removed', id });
  }

  /** @internal As `send`, of a turn that is known. */
  showIn(turn: Turn | undefined, forId: string): void {
    const { turn: owner, id } = this.belongTo(turn);
    this.message = forId;
    const { name, payload, label, tooltip, icon } = this;
    const action: ActionDto = { id, name, payload, label, tooltip, icon: icon ?? null, forId };
    owner.show({ kind: 'action', action });
  }
}
