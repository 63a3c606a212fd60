import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../chat-client/use-commands.js';
import { NamedIcon } from '../icons/named-icon.js';

export const COMMAND_MENU_ID = 'command-menu';

export function commandOptionId(command: Command): string {
  return `command-${command.id.replace(/\s+/g, '-')}`;
}

interface Props {
  commands: readonly Command[];
  active: Command | undefined;
  onChoose: (command: Command) => void;
}

/** Above the message field, which keeps the focus: it says by `aria-activedescendant` which of these it is at. */
export function CommandMenu({ commands, active, onChoose }: Props) {
  const { t } = useTranslation();
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      <p role="status" className="sr-only">
        {t('heddle.commands.found', { count: commands.length })}
      </p>
      <ul
        id={COMMAND_MENU_ID}
        role="listbox"
        aria-label={t('heddle.commands.label')}
        className="absolute inset-x-3 bottom-full z-20 mb-1 max-h-64 animate-appear overflow-y-auto rounded-2xl border border-line bg-surface p-1.5 shadow-float sm:inset-x-6"
      >
        {commands.map((command) => (
          <li
            key={command.id}
            ref={command === active ? current : null}
            id={commandOptionId(command)}
            role="option"
            data-command={command.id}
            aria-selected={command === active}
            // The field would lose its focus to the press of the mouse.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(command)}
            className="flex cursor-pointer items-center gap-3 rounded-xl px-3 py-2 text-sm hover:bg-hover aria-selected:bg-hover"
          >
            {command.icon !== '' && <NamedIcon icon={command.icon} className="size-4 text-accent" />}
            <span className="font-medium">{command.id}</span>
            <span className="min-w-0 truncate text-muted">{command.description}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
