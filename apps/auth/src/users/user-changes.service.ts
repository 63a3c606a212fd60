import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { MAX_USER_METADATA_BYTES, mergePatch } from '#libs/contracts';
import type { UserMetadataChangedDto } from '#libs/contracts';
import { storableJson, whileAvailable } from '#libs/persistence';
import { AuthSettings } from '../auth-settings.js';
import { AppliedUserChange } from './applied-user-change.entity.js';
import { User } from './user.entity.js';

/** Longer than the topic keeps its events (7 days): none can come again whose id is forgotten. */
const REMEMBERED_MS = 8 * 24 * 3_600_000;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 200;

const REMEMBER = `
  INSERT INTO auth.applied_user_changes (id, user_id, applied_at) VALUES ($1, $2, $3)
  ON CONFLICT (id) DO NOTHING RETURNING id`;

const FORGET = `
  DELETE FROM auth.applied_user_changes WHERE id IN (
    SELECT id FROM auth.applied_user_changes WHERE applied_at < $1
    ORDER BY applied_at LIMIT 100 FOR UPDATE SKIP LOCKED
  )`;

/** What turns change about their users. */
@Injectable()
export class UserChangesService {
  private readonly logger = new Logger(UserChangesService.name);

  constructor(
    private readonly database: DataSource,
    private readonly settings: AuthSettings,
  ) {}

  /** Applies a change, once per id. One that cannot be applied is dealt with as well: trying again would not help. */
  async apply(id: string, change: UserMetadataChangedDto): Promise<void> {
    const now = this.settings.clock.now();
    const refused = await whileAvailable(() =>
      this.database.transaction(async (transaction) => {
        const first = await transaction.query<object[]>(REMEMBER, [id, change.userId, new Date(now)]);
        if (first.length === 0) return undefined;
        // With every change a few: nobody has to remember to, and an index leads to them.
        await transaction.query(FORGET, [new Date(now - REMEMBERED_MS)]);
        return patchUser(transaction, change);
      }),
    );
    if (refused) this.logger.warn(`the metadata of user ${change.userId} stays as it is: ${refused}`);
  }

  /** Resolves when the change was dealt with, or at `until` (milliseconds since the epoch). */
  async waitFor(id: string, until: number, signal?: AbortSignal): Promise<void> {
    const { clock } = this.settings;
    let pause = FIRST_PAUSE_MS;
    while (clock.now() < until && !(await this.isApplied(id))) {
      await clock.sleep(Math.min(pause, until - clock.now()), signal);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  private isApplied(id: string): Promise<boolean> {
    return whileAvailable(() => this.database.manager.existsBy(AppliedUserChange, { id }));
  }
}

/** @returns why the user is left as it is, or undefined */
async function patchUser(
  transaction: EntityManager,
  { tenantId, userId, patch }: UserMetadataChangedDto,
): Promise<string | undefined> {
  const user = await transaction.findOne(User, {
    where: { id: userId, tenantId },
    lock: { mode: 'pessimistic_write' },
  });
  if (!user) return 'there is no such user.';
  const json = storableJson(mergePatch(user.metadata, patch));
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_USER_METADATA_BYTES)
    return `it would take ${bytes} bytes, more than ${MAX_USER_METADATA_BYTES}. Let the app keep less in it.`;
  await transaction.query(`UPDATE auth.users SET metadata = $2, updated_at = now() WHERE id = $1`, [
    userId,
    json,
  ]);
  return undefined;
}
