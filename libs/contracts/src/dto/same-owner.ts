import type { OwnerDto } from './session.dto.js';

/** Whether both are the same user, or the same guest. */
export function isSameOwner(a: OwnerDto, b: OwnerDto): boolean {
  return a.tenantId === b.tenantId && a.userId === b.userId && a.guestId === b.guestId;
}
