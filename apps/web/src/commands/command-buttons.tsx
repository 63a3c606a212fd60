import X from 'lucide-react/icons/x';
import { useTranslation } from 'react-i18next';
import type { Command } from '../chat-client/use-commands.js';
import { NamedIcon } from '../icons/named-icon.js';
import type { CommandChoice } from './use-command-choice.js';

/** The commands that are always in sight, and the one of the menu that is picked. */
export function CommandButtons({ choice }: { choice: CommandChoice }) {
  const { t } = useTranslation();
  const { commands, chosen, choose } = choice;
  const isChosenFromMenu = chosen !== undefined && !chosen.isButton;
  return (
    <>
      {isChosenFromMenu && (
        <span
          data-chosen-command={chosen.id}
          className="flex h-8 max-w-full items-center gap-1.5 rounded-full bg-accent-soft pr-1 pl-3 text-sm font-medium text-accent"
        >
          <CommandFace command={chosen} />
          <button
            type="button"
            aria-label={t('heddle.commands.drop', { name: chosen.id })}
            onClick={() => choose(undefined)}
            className="flex size-6 items-center justify-center rounded-full hover:bg-hover"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      )}
      {commands
        .filter(({ isButton }) => isButton)
        .map((command) => (
          <button
            key={command.id}
            type="button"
            data-command-button={command.id}
            title={command.description}
            aria-pressed={command === chosen}
            onClick={() => choose(command === chosen ? undefined : command)}
            className="flex h-8 max-w-full items-center gap-1.5 rounded-full border border-line px-3 text-sm text-soft hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            <CommandFace command={command} />
          </button>
        ))}
    </>
  );
}

function CommandFace({ command }: { command: Command }) {
  return (
    <>
      {command.icon !== '' && <NamedIcon icon={command.icon} className="size-4" />}
      <span className="min-w-0 truncate">{command.id}</span>
    </>
  );
}
