import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { OwnerDto } from '#libs/contracts';
import { whileAvailable } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { storableText } from '../projector/storable.js';
import { ownerColumns } from '../threads/owner-columns.js';
import { Feedback } from './feedback.entity.js';
import type { GivenFeedbackDto } from './set-feedback.dto.js';

/** $1 tenant $2 user $3 guest: a thread that is theirs and not deleted */
const IS_OWN = `thread.deleted_at IS NULL AND (thread.tenant_id, thread.user_id, thread.guest_id)
  IS NOT DISTINCT FROM ($1, $2::uuid, $3::uuid)`;

/** Whose threads have a run. $4 the run */
const RUNS = `
  SELECT thread.id, ${IS_OWN} AS own FROM session.steps step JOIN session.threads thread ON thread.id = step.thread_id
  WHERE step.id = $4 AND step.type = 'run'`;

/** A thread, named by itself or by a session on it, unless it knows the step as something else. $4 step $5 thread $6 session */
const THREAD_WITHOUT = `
  SELECT thread.id FROM session.threads thread
  WHERE ${IS_OWN}
    AND thread.id = coalesce($5::uuid, (SELECT session.thread_id FROM session.sessions session WHERE session.id = $6))
    AND NOT EXISTS (SELECT FROM session.steps step WHERE (step.thread_id, step.id) = (thread.id, $4::uuid))`;

const PUT = `
  INSERT INTO session.feedback AS stored (id, tenant_id, thread_id, for_id, value, comment)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (thread_id, for_id) DO UPDATE SET
    (value, comment, updated_at) = (excluded.value, excluded.comment, now())
  RETURNING id`;

/** What owners of threads think of the runs in them. */
@Injectable()
export class FeedbackService {
  constructor(@InjectRepository(Feedback) private readonly feedback: Repository<Feedback>) {}

  /**
   * Stores a feedback in place of the one that the run had; returns its id.
   *
   * @param sessionId a session on the run's thread, for clients that do not name the thread
   * @throws DomainError `not_found` when the run is not the owner's, or a feedback is named that is not the run's
   */
  set(owner: OwnerDto, given: GivenFeedbackDto, sessionId?: string): Promise<string> {
    return whileAvailable(async () => {
      const threadId = await this.threadOf(owner, given, sessionId);
      const { id, forId, value } = given;
      const comment = typeof given.comment === 'string' ? storableText(given.comment) : null;
      if (id) {
        const { affected } = await this.feedback.update({ id, threadId, forId }, { value, comment });
        if (!affected) throw notFound();
        return id;
      }
      const parameters = [randomUUID(), owner.tenantId, threadId, forId, value, comment];
      const [stored] = await this.feedback.query<[{ id: string }]>(PUT, parameters);
      return stored.id;
    });
  }

  /** @throws DomainError `not_found` when there is none or it is somebody else's */
  async delete(owner: OwnerDto, id: string): Promise<void> {
    const [, deleted] = await whileAvailable(() =>
      this.feedback.query<[unknown, number]>(
        `DELETE FROM session.feedback feedback USING session.threads thread
         WHERE feedback.id = $4 AND thread.id = feedback.thread_id AND ${IS_OWN}`,
        [...ownerColumns(owner), id],
      ),
    );
    if (deleted === 0) throw notFound();
  }

  /** A run that is shown may not be stored yet: then it counts as one of the thread that the client names. */
  private async threadOf(
    owner: OwnerDto,
    { forId, threadId: named }: GivenFeedbackDto,
    sessionId?: string,
  ): Promise<string> {
    const asked = [...ownerColumns(owner), forId];
    const runs = await this.feedback.query<{ id: string; own: boolean }[]>(RUNS, asked);
    const threads =
      runs.length > 0
        ? runs.filter(({ id, own }) => own && (!named || id === named))
        : await this.feedback.query<{ id: string }[]>(THREAD_WITHOUT, [
            ...asked,
            named ?? null,
            sessionId ?? null,
          ]);
    if (!threads[0]) throw notFound();
    return threads[0].id;
  }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'Feedback not found');
}
