import type { CommandDto, Json } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { currentTurn } from '../turn/turn-scope.js';

/** The cell's key of the commands that were set last. */
export const COMMANDS_KEY = 'heddle:commands';

/** Something the user may pick to go with a message. */
export interface Command {
  /** Arrives as the message's `command`. 1 to 255 characters. */
  readonly id: string;
  readonly description: string;
  /** A Lucide name. */
  readonly icon?: string;
  /** Whether it is a button of the composer rather than an entry of its menu. */
  readonly button?: boolean;
  /** Whether it stays picked for the next message. */
  readonly persistent?: boolean;
  /** Whether it is picked from the beginning. */
  readonly selected?: boolean;
}

/**
 * Sets the commands that the user may pick from now on in this conversation; an empty list takes them away.
 *
 * @throws DomainError `invalid_input` for one without an id or a description, or two of one id
 */
export async function setCommands(commands: readonly Command[]): Promise<void> {
  const turn = currentTurn('setCommands()');
  turn.assertOpen('setCommands()');
  const ids = new Set<string>();
  for (const { id, description } of commands) {
    if (!id || id.length > 255 || typeof description !== 'string' || description.length > 2_000)
      throw refused(
        `the command "${String(id)}" needs an id of 1 to 255 characters and a description of 2000 at the most`,
      );
    if (ids.has(id)) throw refused(`two commands are called "${id}"`);
    ids.add(id);
  }
  // What is undefined is nothing JSON could keep.
  const kept = JSON.parse(JSON.stringify(commands)) as CommandDto[];
  turn.state.set(COMMANDS_KEY, kept as unknown as Json);
  turn.show({ kind: 'commands', commands: kept });
}

function refused(why: string): DomainError {
  return new DomainError('invalid_input', `setCommands(): ${why}.`);
}
