import { IsNull } from 'typeorm';
import type { FindOptionsWhere } from 'typeorm';
import type { OwnerDto } from '#libs/contracts';
import type { Thread } from './thread.entity.js';

/** An owner as the columns tenant_id, user_id and guest_id, in this order. */
export function ownerColumns({
  tenantId,
  userId,
  guestId,
}: OwnerDto): [string, string | null, string | null] {
  return [tenantId, userId ?? null, guestId ?? null];
}

/** A thread, if it is the owner's and not deleted. */
export function ownThread(
  id: string,
  { tenantId, userId, guestId }: OwnerDto,
): FindOptionsWhere<Thread> & { id: string } {
  return { id, tenantId, userId: userId ?? IsNull(), guestId: guestId ?? IsNull(), deletedAt: IsNull() };
}
