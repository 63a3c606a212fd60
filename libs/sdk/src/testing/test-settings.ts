import type { Json, JsonObject, SettingsFormDto, SettingsWidgetDto } from '#libs/contracts';

/** The values that a form begins with. */
export function initialValues(form: SettingsFormDto | undefined): JsonObject {
  const given = fieldsOf(form).flatMap(({ id, initial }): [string, Json][] =>
    initial === undefined ? [] : [[id, initial]],
  );
  return Object.fromEntries(given);
}

/** @throws Error where there is no form, or no field of a name */
export function assertFields(form: SettingsFormDto | undefined, values: JsonObject): void {
  if (!form) throw new Error('The app has sent no settings form: there is nothing to change.');
  const ids = fieldsOf(form).map(({ id }) => id);
  const unknown = Object.keys(values).find((id) => !ids.includes(id));
  if (unknown !== undefined)
    throw new Error(`The settings form has no field "${unknown}"; its fields are ${ids.join(', ')}.`);
}

function fieldsOf(form: SettingsFormDto | undefined): SettingsWidgetDto[] {
  return [...(form?.inputs ?? []), ...(form?.tabs ?? []).flatMap(({ inputs }) => inputs)];
}
