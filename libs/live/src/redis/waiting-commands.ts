import { DomainError } from '#libs/platform';
import type { RedisCommand } from './redis-command.js';

/** Commands that have no answer yet, in the order in which they were given, up to a bound in number and size. */
export class WaitingCommands {
  private readonly commands = new Set<RedisCommand>();
  private characters = 0;
  private onEmpty: (() => void) | undefined;

  constructor(
    private readonly maxCommands: number,
    private readonly maxCharacters: number,
  ) {}

  get size(): number {
    return this.commands.size;
  }

  /** False when there is no room. */
  add(command: RedisCommand): boolean {
    const characters = this.characters + lengthOf(command);
    if (this.commands.size >= this.maxCommands || characters > this.maxCharacters) return false;
    this.characters = characters;
    this.commands.add(command);
    return true;
  }

  /** False when nobody waits for the command any more. */
  remove(command: RedisCommand): boolean {
    if (!this.commands.delete(command)) return false;
    this.characters -= lengthOf(command);
    if (this.commands.size === 0) this.onEmpty?.();
    return true;
  }

  /** The commands that have to be written (again), in order. */
  *toWrite(): Iterable<RedisCommand> {
    for (const command of this.commands) if (!command.inFlight) yield command;
  }

  /** Tells the callers of commands whose time is over; all of them without `now`. */
  expire(now = Infinity): void {
    for (const command of this.commands) {
      if (command.expiresAt > now) continue;
      this.remove(command);
      command.onError(new DomainError('unavailable', 'The live store does not answer; try again later.'));
    }
  }

  /** Resolves when no command waits. */
  empty(): Promise<void> {
    if (this.commands.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onEmpty = resolve;
    });
  }
}

function lengthOf(command: RedisCommand): number {
  let length = 0;
  for (const arg of command.args) length += arg.length;
  return length;
}
