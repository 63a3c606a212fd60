import { describe, expect, it } from 'vitest';
import { PATH_TABLE, partOf } from '#libs/contracts';
import type { HttpPart } from '#libs/contracts';

describe('the part that answers', () => {
  it.each<[string, string, HttpPart]>([
    ['GET', '/', 'web'],
    ['GET', '/assets/index-abc.js', 'web'],
    ['GET', '/thread/8a5a', 'web'],
    ['GET', '/admin', 'web'],
    ['GET', '/health', 'web'],
    ['POST', '/login', 'auth'],
    ['GET', '/login', 'web'],
    ['HEAD', '/login', 'web'],
    ['GET', '/login/callback', 'web'],
    ['POST', '/logout', 'auth'],
    ['GET', '/user', 'auth'],
    ['GET', '/auth/config', 'auth'],
    ['GET', '/.well-known/jwks.json', 'auth'],
    ['POST', '/set-session-cookie', 'auth'],
    ['POST', '/project/threads', 'session'],
    ['GET', '/project/thread/8a5a', 'session'],
    ['PUT', '/project/thread', 'session'],
    ['DELETE', '/feedback', 'session'],
    ['GET', '/feedback/form', 'web'],
    ['GET', '/project/settings', 'profile'],
    ['GET', '/project/translations', 'profile'],
    ['GET', '/avatars/assistant', 'profile'],
    ['GET', '/logo', 'profile'],
    ['GET', '/favicon', 'profile'],
    ['GET', '/ws/socket.io', 'chat-gateway'],
    ['POST', '/ws/socket.io/', 'chat-gateway'],
    ['GET', '/api/docs/session', 'session'],
    ['GET', '/api/docs/session/openapi.json', 'session'],
  ])('%s %s is %s %s', (method, path, part) => expect(partOf(method, path)).toBe(part));

  it('is nobody but the page for what only begins like a path of the table', () => {
    for (const { path, match } of PATH_TABLE) {
      expect(partOf('POST', `${path}x`)).toBe('web');
      if (match === 'exact') expect(partOf('POST', `${path}/below`)).toBe('web');
      else expect(partOf('POST', `${path}/below`)).not.toBe('web');
    }
  });
});
