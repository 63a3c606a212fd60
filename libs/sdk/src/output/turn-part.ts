import { DomainError } from '#libs/platform';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';

/**
 * Something that a turn shows and that has an id. It belongs to the turn that first asks it for one: it may be made
 * before it is known which that is.
 */
export abstract class TurnPart {
  private belonging: { readonly turn: Turn; readonly id: string } | undefined;

  /** Its id, derived from the turn. @throws OutsideTurnError */
  get id(): string {
    return this.belongTo(undefined).id;
  }

  /**
   * @throws OutsideTurnError when it belongs to no turn yet, none is given and none runs; DomainError `invalid_input`
   *   when it belongs to another turn than the one given
   */
  protected belongTo(turn: Turn | undefined): { readonly turn: Turn; readonly id: string } {
    if (this.belonging && turn && turn !== this.belonging.turn)
      throw new DomainError(
        'invalid_input',
        `This ${this.constructor.name} was shown by another turn already: make a new one for each message.`,
      );
    if (this.belonging) return this.belonging;
    const owner = turn ?? currentTurn(`new ${this.constructor.name}()`);
    this.belonging = { turn: owner, id: owner.newId() };
    return this.belonging;
  }
}
