import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TurnEmittedDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { PROJECTION } from './projection.sql.js';
import { storable } from './storable.js';
import { elementRowsOf, stepRowsOf, threadNameIn } from './turn-rows.js';

/** Makes history of what turns emit. */
@Injectable()
export class ProjectorService {
  constructor(private readonly database: DataSource) {}

  /**
   * Stores a record, in one statement and so whole or not at all.
   *
   * @param time when it was published
   * @throws DomainError `forbidden` when the thread belongs to somebody else
   */
  async project(turn: TurnEmittedDto, time: string): Promise<void> {
    const { owner } = turn;
    const rows: unknown[] = await this.database.query(PROJECTION, [
      turn.threadId,
      owner.tenantId,
      owner.userId ?? null,
      owner.guestId ?? null,
      storable(turn.userIdentifier ?? null),
      turn.app,
      threadNameIn(turn),
      JSON.stringify(turn.chatProfile ? { chat_profile: storable(turn.chatProfile) } : {}),
      turn.interacted,
      time,
      turn.turnId,
      turn.fence,
      turn.sequence ?? 0,
      JSON.stringify(stepRowsOf(turn)),
      JSON.stringify(elementRowsOf(turn)),
    ]);
    if (rows.length === 0) {
      throw new DomainError('forbidden', `Thread ${turn.threadId} belongs to somebody else.`);
    }
  }
}
