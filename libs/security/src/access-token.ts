/** What every access token of a deployment has in common; who signs and who verifies read it here. */
export const ACCESS_TOKEN = {
  algorithm: 'ES256',
  type: 'at+jwt',
  issuer: 'heddle',
  audience: 'heddle',
  lifetimeSeconds: 10 * 60,
} as const;
