import { useEffect, useRef, useState } from 'react';
import {
  valuesOf,
  widgetsOf,
  type SettingsForm,
  type SettingsValue,
  type SettingsValues,
} from '../chat-client/settings-form.js';
import { useSettingsForm } from '../chat-client/use-settings-form.js';

const EDIT_DELAY_MS = 250;

/** The form while it is being filled in: nothing holds before it is confirmed. The app may follow each change. */
export function useSettingsDraft() {
  const { form = [], values, confirm, edit } = useSettingsForm();
  const [draft, setDraft] = useState<{ form: SettingsForm; values: SettingsValues }>({ form, values });
  // Fields that keep text of their own begin anew with it.
  const [generation, setGeneration] = useState(0);
  const timer = useRef<number>();
  useEffect(() => () => window.clearTimeout(timer.current), []);

  if (draft.form !== form) setDraft({ form, values: carriedOver(draft, form, values) });

  const move = (next: SettingsValues): void => {
    setDraft({ form, values: next });
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => edit(next), EDIT_DELAY_MS);
  };

  return {
    form,
    generation,
    values: draft.values,
    change: (id: string, value: SettingsValue) => move({ ...draft.values, [id]: value }),
    reset: () => {
      setGeneration(generation + 1);
      move(valuesOf(form, {}));
    },
    confirm: (): Promise<void> => {
      window.clearTimeout(timer.current);
      return confirm(draft.values);
    },
  };
}

/** An app may answer a change with another form: what it did not touch in it stays as the user has it. */
function carriedOver(
  draft: { form: SettingsForm; values: SettingsValues },
  form: SettingsForm,
  values: SettingsValues,
): SettingsValues {
  const before = new Map(widgetsOf(draft.form).map((widget) => [widget.id, JSON.stringify(widget)]));
  const kept = widgetsOf(form).filter((widget) => before.get(widget.id) === JSON.stringify(widget));
  const entries = kept.map(({ id }) => [id, draft.values[id] ?? null] as const);
  return { ...values, ...Object.fromEntries(entries) };
}
