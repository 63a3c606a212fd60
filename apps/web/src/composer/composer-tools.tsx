import { lazy, Suspense, useState } from 'react';
import Settings2 from 'lucide-react/icons/settings-2';
import { useTranslation } from 'react-i18next';
import type { Project } from '../chat-client/project.js';
import { useSettingsForm } from '../chat-client/use-settings-form.js';
import type { Uploads } from '../chat-client/use-uploads.js';
import { CommandButtons } from '../commands/command-buttons.js';
import type { CommandChoice } from '../commands/use-command-choice.js';
import { AttachButton } from './attach-button.js';

const SettingsDialog = lazy(() => import('../settings/settings-dialog.js'));

interface Props {
  project: Project;
  attachments: Uploads;
  choice: CommandChoice;
}

/** What goes with a message: files, commands, and the settings that the app offers. Not there when there is none. */
export function ComposerTools({ project, attachments, choice }: Props) {
  const { t } = useTranslation();
  const { form } = useSettingsForm();
  const [isOpen, setIsOpen] = useState(false);
  const hasCommands = choice.chosen !== undefined || choice.commands.some(({ isButton }) => isButton);
  if (project.uploads === undefined && form === undefined && !hasCommands) return null;
  return (
    <div data-composer-tools className="flex flex-wrap items-center gap-1.5 pl-1">
      {project.uploads !== undefined && <AttachButton limits={project.uploads} onFiles={attachments.add} />}
      {form !== undefined && (
        <button
          type="button"
          data-settings
          title={t('chat.settings.title')}
          aria-label={t('chat.settings.title')}
          aria-haspopup="dialog"
          onClick={() => setIsOpen(true)}
          className="flex size-8 shrink-0 items-center justify-center rounded-full text-soft hover:bg-hover hover:text-ink"
        >
          <Settings2 aria-hidden className="size-[18px]" />
        </button>
      )}
      <CommandButtons choice={choice} />
      {form !== undefined && isOpen && (
        <Suspense>
          <SettingsDialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
