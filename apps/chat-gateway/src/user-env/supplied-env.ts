import { HandshakeRefused } from '../socket/refusals.js';

/** Bytes of one value at the most. */
const MAX_VALUE_BYTES = 4_096;

/**
 * What a handshake supplies of the keys that an app asks for, and nothing else (wire protocol §3.2).
 *
 * @param text the text of a JSON object; empty or absent is one without keys
 * @throws HandshakeRefused with what is missing or wrong; never with a value
 */
export function suppliedEnv(keys: readonly string[], text: string | undefined): Record<string, string> {
  const supplied = parse(text);
  if (supplied.size === 0) throw new HandshakeRefused('Missing user environment variables', 'invalid_input');
  return Object.fromEntries(keys.map((key) => [key, valueOf(key, supplied.get(key))]));
}

function parse(text: string | undefined): Map<string, unknown> {
  const supplied: unknown = text ? JSON.parse(text) : {};
  if (typeof supplied !== 'object' || supplied === null || Array.isArray(supplied))
    throw new HandshakeRefused('invalid handshake: userEnv must be a JSON object', 'invalid_input');
  return new Map(Object.entries(supplied));
}

function valueOf(key: string, value: unknown): string {
  if (value === undefined || value === null || value === '')
    throw new HandshakeRefused(`Missing user environment variable: ${key}`, 'invalid_input');
  if (typeof value !== 'string' || Buffer.byteLength(value) > MAX_VALUE_BYTES)
    throw new HandshakeRefused(
      `The user environment variable ${key} must be a text of at most 4 KB`,
      'invalid_input',
    );
  return value;
}
