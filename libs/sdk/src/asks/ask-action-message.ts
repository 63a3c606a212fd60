import type { AskAnswer, JsonObject } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { Action } from '../output/action.js';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import { AskMessage } from './ask-message.js';
import type { AskOptions } from './ask-message.js';

/** The button that was pressed: as the app made it, never as a page sent it. */
export interface AskActionResponse {
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  readonly label: string;
  readonly tooltip: string;
  /** The question's message. */
  readonly forId: string;
}

/** Asks which of some buttons: they stand under the question until one is pressed. */
export class AskActionMessage extends AskMessage<AskActionResponse> {
  private readonly actions: readonly Action[];

  /** `timeout` is 90 seconds unless given. @throws DomainError `invalid_input` without actions */
  constructor(
    options: AskOptions & { readonly actions: readonly Action[] },
    turn: Turn = currentTurn('new AskActionMessage()'),
  ) {
    super(options, 90, turn);
    if (options.actions.length === 0)
      throw new DomainError('invalid_input', 'AskActionMessage: give it at least one action to choose.');
    this.actions = [...options.actions];
  }

  protected override prepare(): void {
    for (const action of this.actions) action.showIn(this.turn, this.id);
  }

  protected spec(): { type: 'action'; keys: string[] } {
    return { type: 'action', keys: this.actions.map(({ id }) => id) };
  }

  protected read(answer: AskAnswer): AskActionResponse | null {
    const chosen = answer.kind === 'action' && this.actions.find(({ id }) => id === answer.actionId);
    if (!chosen) return null;
    const { id, name, payload, label, tooltip } = chosen;
    return { id, name, payload, label, tooltip, forId: this.id };
  }

  protected override tidy(): void {
    for (const action of this.actions) action.hide();
  }

  protected override outcome(result: AskActionResponse | null): string {
    // Front ends written for Chainlit may look for these words.
    return result ? `**Selected:** ${result.label}` : 'Timed out: no action was taken';
  }
}
