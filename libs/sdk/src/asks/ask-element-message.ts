import type { AskAnswer, Json } from '#libs/contracts';
import type { CustomElement } from '../elements/custom-element.js';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import { AskMessage } from './ask-message.js';
import type { AskOptions } from './ask-message.js';

/** What the element sent: whether it was submitted or given up, and its props. Check them like any input. */
export interface AskElementResponse {
  readonly submitted: boolean;
  readonly [prop: string]: Json;
}

/** Asks by an element of the app's own, which is shown until it is submitted or given up. */
export class AskElementMessage extends AskMessage<AskElementResponse> {
  private readonly element: CustomElement;

  /** `timeout` is 90 seconds unless given. */
  constructor(
    options: AskOptions & { readonly element: CustomElement },
    turn: Turn = currentTurn('new AskElementMessage()'),
  ) {
    super(options, 90, turn);
    this.element = options.element;
  }

  protected override prepare(): Promise<void> {
    return this.element.showIn(this.turn, this.id);
  }

  protected spec(): { type: 'element'; elementId: string } {
    return { type: 'element', elementId: this.element.id };
  }

  protected read(answer: AskAnswer): AskElementResponse | null {
    return answer.kind === 'element' ? { ...answer.props, submitted: answer.submitted } : null;
  }

  protected override tidy(): void {
    this.turn.removeElement(this.element.id);
  }

  protected override outcome(result: AskElementResponse | null): string {
    if (!result) return 'Time is up: nothing was submitted.';
    return result.submitted ? 'Submitted.' : 'Not submitted.';
  }
}
