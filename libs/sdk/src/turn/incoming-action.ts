import type { ActionDto, JsonObject } from '#libs/contracts';
import type { Turn } from './turn.js';

/** A button that the user pressed. Its payload is what the page sent: check it like any input. */
export class IncomingAction {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  readonly label: string;
  readonly tooltip: string;
  readonly icon: string | undefined;
  /** The id of the message it stands under. */
  readonly forId: string | undefined;
  private readonly turn: Turn;

  /** @internal Made by the worker. */
  constructor(action: ActionDto, turn: Turn) {
    this.id = action.id;
    this.name = action.name;
    this.payload = action.payload;
    this.label = action.label;
    this.tooltip = action.tooltip;
    this.icon = action.icon ?? undefined;
    this.forId = action.forId ?? undefined;
    this.turn = turn;
  }

  /** Takes the button from the screens. */
  async remove(): Promise<void> {
    this.turn.show({ kind: 'action-removed', id: this.id });
  }
}
