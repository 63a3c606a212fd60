import type { ActionDto, CommandDto } from '#libs/contracts';
import type { WireAction, WireCommand } from './server-to-client.js';

/** A button with every key that the wire protocol promises (§6.10). */
export function wireActionOf(action: ActionDto): WireAction {
  return {
    id: action.id,
    name: action.name,
    payload: action.payload,
    label: action.label,
    tooltip: action.tooltip,
    icon: action.icon ?? null,
    forId: action.forId ?? null,
  };
}

/** A command with every key that the wire protocol promises (§6.10). Clients look its icon up by name: it is a text. */
export function wireCommandOf(command: CommandDto): WireCommand {
  return {
    id: command.id,
    description: command.description,
    icon: command.icon ?? '',
    button: command.button ?? false,
    persistent: command.persistent ?? false,
    selected: command.selected ?? false,
  };
}
