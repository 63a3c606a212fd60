import type { CommandDto } from '#libs/contracts';
import { COMMANDS_KEY } from '../output/commands.js';
import { formHolding } from '../settings/validate-settings.js';
import { formOf, settingsOf } from './kept-settings.js';
import type { Turn } from './turn.js';

/** Shows the settings form as it was left: a page that opens a stored thread has none. */
export function showFormAgain(turn: Turn): void {
  const form = formOf(turn.state);
  if (form) turn.show({ kind: 'settings-form', form: formHolding(form, settingsOf(turn.state)) });
}

/** Shows the commands that were set last. */
export function showCommandsAgain(turn: Turn): void {
  const commands = turn.state.get(COMMANDS_KEY) as CommandDto[] | undefined;
  if (commands && commands.length > 0) turn.show({ kind: 'commands', commands });
}
