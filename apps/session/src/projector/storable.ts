export { storableJson, storableText } from '#libs/persistence';

/** A time as PostgreSQL takes it: none for what is no time, or not in the years 1 to 9999. */
export function storableTime(time: string | null | undefined): string | null {
  const text = Number.isNaN(Date.parse(time ?? '')) ? '' : new Date(time ?? '').toISOString();
  return /^(?!0000)\d{4}-/.test(text) ? text : null;
}
