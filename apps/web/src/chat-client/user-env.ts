/** Where the reference page keeps them, too. */
const STORAGE_KEY = 'userEnv';

export type UserEnv = Readonly<Record<string, string>>;

/** What the user supplied earlier, in this browser. */
export function readUserEnv(): UserEnv {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return Object.fromEntries(
      Object.entries(stored ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

export function writeUserEnv(env: UserEnv): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(env));
}

/** Of what is stored, the keys that the app asks for: no other's are sent to it. */
export function wantedOf(env: UserEnv, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(keys.flatMap((key) => (env[key] ? [[key, env[key]]] : [])));
}
