import type { ChatProfileDto } from './chat-profile.dto.js';
import type { PersistedUserDto } from './user.dto.js';

/**
 * Whether this user may see and use the profile: everybody may, where it names neither roles nor groups; else who
 * has one of its roles or is in one of its groups. Undefined is a guest, who has none.
 */
export function mayUse(
  profile: Pick<ChatProfileDto, 'roles' | 'groups'>,
  user: Pick<PersistedUserDto, 'roles' | 'groups'> | undefined,
): boolean {
  const roles = profile.roles ?? [];
  const groups = profile.groups ?? [];
  if (roles.length === 0 && groups.length === 0) return true;
  if (!user) return false;
  return (
    roles.some((role) => user.roles.includes(role)) || groups.some((group) => user.groups.includes(group))
  );
}
