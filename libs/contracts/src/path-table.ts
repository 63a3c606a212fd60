/** A part of the deployment that answers HTTP behind the edge. `web` is the page's static files. */
export type HttpPart = 'auth' | 'session' | 'profile' | 'chat-gateway' | 'web';

/** Who answers a path: `prefix` owns the path itself and everything below it, `exact` the path alone. */
export interface PathRule {
  readonly path: string;
  readonly match: 'exact' | 'prefix';
  readonly part: HttpPart;
  /** The connection is upgraded to WebSocket and lives long. */
  readonly upgrade?: true;
  /** Files are sent here: bodies of any size, passed on as they come in. */
  readonly uploads?: true;
  /** An answer may take ten minutes. */
  readonly slow?: true;
}

const exact = (path: string, part: HttpPart): PathRule => ({ path, match: 'exact', part });
const prefix = (path: string, part: HttpPart): PathRule => ({ path, match: 'prefix', part });

/**
 * The one table of HTTP paths. The standalone server dispatches by it and the edge's configuration is generated
 * from it. The first rule that matches decides; what no rule names belongs to the page.
 */
export const PATH_TABLE: readonly PathRule[] = [
  { path: '/ws/socket.io', match: 'prefix', part: 'chat-gateway', upgrade: true },
  exact('/login', 'auth'),
  exact('/logout', 'auth'),
  exact('/user', 'auth'),
  exact('/set-session-cookie', 'auth'),
  prefix('/auth', 'auth'),
  prefix('/.well-known', 'auth'),
  prefix('/account', 'auth'),
  exact('/project/threads', 'session'),
  prefix('/project/thread', 'session'),
  exact('/feedback', 'session'),
  { path: '/project/file', match: 'prefix', part: 'session', uploads: true },
  { path: '/project/action', match: 'exact', part: 'chat-gateway', slow: true },
  exact('/project/settings', 'profile'),
  exact('/project/translations', 'profile'),
  prefix('/public', 'profile'),
  prefix('/avatars', 'profile'),
  exact('/logo', 'profile'),
  exact('/favicon', 'profile'),
  prefix('/api/docs/auth', 'auth'),
  prefix('/api/docs/session', 'session'),
  prefix('/api/docs/profile', 'profile'),
  prefix('/api/docs/chat-gateway', 'chat-gateway'),
];

/**
 * The part that answers a path.
 * `/login` is the page for a browser that opens it and the sign-in call when it is posted to, hence the method.
 */
export function partOf(method: string, path: string): HttpPart {
  if (path === '/login' && method !== 'POST') return 'web';
  const rule = PATH_TABLE.find((candidate) =>
    candidate.match === 'exact'
      ? path === candidate.path
      : path === candidate.path || path.startsWith(`${candidate.path}/`),
  );
  return rule?.part ?? 'web';
}
