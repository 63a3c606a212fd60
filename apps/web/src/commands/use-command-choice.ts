import { useState } from 'react';
import { useCommands, type Command } from '../chat-client/use-commands.js';

export interface CommandChoice {
  readonly commands: readonly Command[];
  readonly chosen: Command | undefined;
  choose: (command: Command | undefined) => void;
  /** Of what was typed: the command to send, and the text without it. */
  split: (text: string) => { text: string; command: string | undefined };
  /** After a message: what is not persistent is over. */
  release: () => void;
}

/** The command that goes with the next message. A new list of the app's brings its own choice. */
export function useCommandChoice(): CommandChoice {
  const commands = useCommands();
  const [seen, setSeen] = useState<readonly Command[]>();
  const [chosenId, setChosenId] = useState<string>();

  if (seen !== commands) {
    setSeen(commands);
    const selected = commands.find(({ isSelected }) => isSelected);
    if (selected !== undefined || !commands.some(({ id }) => id === chosenId)) setChosenId(selected?.id);
  }

  const chosen = commands.find(({ id }) => id === chosenId);
  return {
    commands,
    chosen,
    choose: (command) => setChosenId(command?.id),
    split: (text) => {
      const typed = chosen === undefined ? typedCommand(text, commands) : undefined;
      if (typed === undefined) return { text, command: chosen?.id };
      return { text: text.slice(typed.id.length + 1).trim(), command: typed.id };
    },
    release: () => {
      if (chosen?.isPersistent === false) setChosenId(undefined);
    },
  };
}

/** The commands of the menu whose names go on with what follows the slash. */
export function matching(commands: readonly Command[], text: string): readonly Command[] {
  const typed = /^\/(\S*)$/.exec(text)?.[1]?.toLowerCase();
  if (typed === undefined) return [];
  return commands.filter(({ id, isButton }) => !isButton && id.toLowerCase().startsWith(typed));
}

/** The longest command that the text names in full, before a space. Any other slash is the user's own text. */
function typedCommand(text: string, commands: readonly Command[]): Command | undefined {
  const lower = text.toLowerCase();
  return commands
    .filter(({ id }) => lower === `/${id.toLowerCase()}` || /^\s/.test(rest(lower, id)))
    .toSorted((a, b) => b.id.length - a.id.length)[0];
}

function rest(text: string, id: string): string {
  return text.startsWith(`/${id.toLowerCase()}`) ? text.slice(id.length + 1) : '';
}
