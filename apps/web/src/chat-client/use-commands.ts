import { commandsState } from '@chainlit/react-client';
import { useMemo } from 'react';
import { useRecoilValue } from 'recoil';

export interface Command {
  readonly id: string;
  readonly description: string;
  readonly icon: string;
  /** A button of the composer rather than an entry of its menu. */
  readonly isButton: boolean;
  /** Stays picked after a message. */
  readonly isPersistent: boolean;
  readonly isSelected: boolean;
}

/** What the user may pick to go with a message. */
export function useCommands(): readonly Command[] {
  const commands = useRecoilValue(commandsState);
  return useMemo(
    () =>
      commands.map((command) => ({
        id: command.id,
        description: command.description,
        icon: command.icon ?? '',
        isButton: command.button ?? false,
        isPersistent: command.persistent ?? false,
        // Of a newer server than react-client 0.3.0 knows.
        isSelected: 'selected' in command && command.selected === true,
      })),
    [commands],
  );
}
