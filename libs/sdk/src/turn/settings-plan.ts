import type { JsonObject, SettingsChangedDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { HandlerTable } from '../app/handler-table.js';
import { changeable, settingsThatHold, validateSettings } from '../settings/validate-settings.js';
import { formOf, settingsOf } from './kept-settings.js';
import type { TurnPlan } from './turn-plan.js';
import type { Turn } from './turn.js';

/**
 * `onSettingsUpdate` with all values, once the user has confirmed them and they are stored; `onSettingsEdit` before
 * that. What does not fit the form is refused on the page it comes from: nothing is stored, and nothing runs.
 */
export function settingsPlan(event: SettingsChangedDto, handlers: HandlerTable): TurnPlan {
  const hook = event.confirmed ? 'onSettingsUpdate' : 'onSettingsEdit';
  return {
    isTold: true,
    isStoppable: true,
    event,
    call: (ctx, turn) => {
      const settings = checked(turn, event);
      if (!settings) return undefined;
      if (event.confirmed) ctx.userSession.chatSettings = settings;
      return handlers.find(hook, ctx.chatProfile)?.(structuredClone(settings), ctx);
    },
  };
}

/** All values, those that were changed among them; undefined when they do not fit the form. */
function checked(turn: Turn, { settings, session }: SettingsChangedDto): JsonObject | undefined {
  const form = formOf(turn.state);
  try {
    const held = settingsOf(turn.state);
    if (!form) return { ...held, ...settings };
    const { values } = validateSettings(form, settings);
    return settingsThatHold(form, { ...held, ...changeable(form, values) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    turn.show({ kind: 'toast', level: 'error', message: error.message, onlySession: session.id });
    return undefined;
  }
}
