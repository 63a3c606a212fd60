import type { OwnerDto } from '#libs/contracts';
import type { LivePlane } from '#libs/live';
import type { Clock } from '#libs/platform';

/** For so long an end may hold up what its owner begins next. */
const PATIENCE_MS = 2_000;
const LOOK_EVERY_MS = 20;

/** What the live store keeps, while a conversation of this owner's ends: that conversation's id. */
export function endingMark(owner: OwnerDto): string {
  return `ending:${owner.userId ?? owner.guestId}`;
}

/**
 * Waits until no other conversation of the owner's is ending, two seconds at the most: what its `onChatEnd` stores is
 * there when the next one begins.
 */
export async function whileEnding(
  parts: { readonly live: LivePlane; readonly clock: Clock },
  where: { readonly owner: OwnerDto; readonly threadId: string },
  context: { parked<T>(wait: () => Promise<T>): Promise<T>; readonly signal: AbortSignal },
): Promise<void> {
  const { live, clock } = parts;
  const isEnding = async (): Promise<boolean> => {
    const ending = await live.kept(endingMark(where.owner));
    return ending !== undefined && ending !== where.threadId;
  };
  if (!(await isEnding())) return;
  const until = clock.now() + PATIENCE_MS;
  await context.parked(async () => {
    while (clock.now() < until && !context.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, context.signal);
      if (!(await isEnding())) return;
    }
  });
}
