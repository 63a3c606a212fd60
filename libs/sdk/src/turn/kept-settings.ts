import type { JsonObject, SettingsFormDto } from '#libs/contracts';
import type { TurnState } from '#libs/conversation';
import { FORM_KEY, SETTINGS_KEY } from '../settings/settings-keys.js';

/** The settings that hold, from a conversation's values; empty where none were set. */
export function settingsOf(state: TurnState): JsonObject {
  return (state.get(SETTINGS_KEY) ?? {}) as JsonObject;
}

/** The form that was sent last. */
export function formOf(state: TurnState): SettingsFormDto | undefined {
  return state.get(FORM_KEY) as SettingsFormDto | undefined;
}
