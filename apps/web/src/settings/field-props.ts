import type { SettingsValue, SettingsWidget } from '../chat-client/settings-form.js';

/** What every kind of field is given. Label and explanations stand around it. */
export interface FieldProps {
  readonly widget: SettingsWidget;
  readonly value: SettingsValue;
  readonly id: string;
  /** The ids of what explains the field. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: SettingsValue) => void;
}

export const FIELD =
  'h-10 w-full rounded-xl border border-line bg-canvas px-3 text-sm placeholder:text-muted disabled:opacity-60';

export function textOf(value: SettingsValue): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export function listOf(value: SettingsValue): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
