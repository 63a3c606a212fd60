import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { OwnerDto, ThreadDto } from '#libs/contracts';
import { whileAvailable } from '#libs/persistence';
import { Element } from './element.entity.js';
import type { ListThreadsDto } from './list-threads.dto.js';
import { searchQueryOf } from './search-words.js';
import { Step } from './step.entity.js';
import { listedThread, storedThread } from './stored-thread.js';
import { threadPage } from './thread-page.js';
import type { ThreadPage } from './thread-page.js';
import { Thread } from './thread.entity.js';

const LONGEST_PAGE = 100;

/** The history as its owners read it. */
@Injectable()
export class ThreadsService {
  constructor(
    @InjectRepository(Thread) private readonly threads: Repository<Thread>,
    @InjectRepository(Step) private readonly steps: Repository<Step>,
    @InjectRepository(Element) private readonly elements: Repository<Element>,
  ) {}

  /** A whole thread; undefined when there is none or it is somebody else's. */
  find(threadId: string, owner: OwnerDto): Promise<ThreadDto | undefined> {
    return whileAvailable(() => this.read(threadId, owner));
  }

  private async read(
    threadId: string,
    { tenantId, userId, guestId }: OwnerDto,
  ): Promise<ThreadDto | undefined> {
    const owned = { tenantId, userId: userId ?? IsNull(), guestId: guestId ?? IsNull() };
    const thread = await this.threads.findOneBy({ id: threadId, ...owned });
    if (!thread) return undefined;
    const [steps, elements] = await Promise.all([
      this.steps.find({ where: { threadId, removed: false }, order: { position: 'ASC' } }),
      this.elements.find({ where: { threadId }, order: { position: 'ASC' } }),
    ]);
    return storedThread(thread, steps, elements);
  }

  /** The owner's threads in which they said something, newest activity first, without what is in them. */
  async list(owner: OwnerDto, { pagination, filter }: ListThreadsDto): Promise<ThreadPage> {
    const search = filter.search ? searchQueryOf(filter.search) : undefined;
    // Nothing has feedback, and no thread has words that are none.
    if (typeof filter.feedback === 'number' || (filter.search && !search)) return threadPage([], false);
    const length = Math.min(pagination.first, LONGEST_PAGE);
    const query = this.ownedBy(owner)
      .andWhere('thread.interacted')
      .orderBy('thread.lastActivityAt', 'DESC')
      .addOrderBy('thread.id', 'DESC')
      .limit(length + 1);
    if (pagination.cursor) after(query, pagination.cursor, owner);
    if (search) matching(query, search, owner);
    const found = await whileAvailable(() => query.getMany());
    return threadPage(found.slice(0, length).map(listedThread), found.length > length);
  }

  private ownedBy({ tenantId, userId, guestId }: OwnerDto): SelectQueryBuilder<Thread> {
    const query = this.threads
      .createQueryBuilder('thread')
      .where('thread.tenantId = :tenantId', { tenantId });
    return userId
      ? query.andWhere('thread.userId = :userId', { userId })
      : query.andWhere('thread.guestId = :guestId', { guestId });
  }
}

/** After a thread that is unknown or somebody else's comes nothing. */
function after(query: SelectQueryBuilder<Thread>, cursor: string, { userId }: OwnerDto): void {
  query.andWhere(
    `(thread.lastActivityAt, thread.id) <
     (SELECT place.last_activity_at, place.id FROM session.threads place
      WHERE place.id = :cursor AND place.tenant_id = :tenantId
        AND ${userId ? 'place.user_id = :userId' : 'place.guest_id = :guestId'})`,
    { cursor },
  );
}

/** Two lists of ids instead of one condition with OR, so that each comes from its own index. */
function matching(query: SelectQueryBuilder<Thread>, search: string, { userId }: OwnerDto): void {
  query.andWhere(
    `thread.id IN (
      SELECT named.id FROM session.threads named
      WHERE named.interacted AND to_tsvector('simple', named.name) @@ to_tsquery('simple', :search)
        AND ${userId ? 'named.user_id = :userId' : 'named.guest_id = :guestId'}
      UNION ALL
      SELECT step.thread_id FROM session.steps step
      WHERE step.type IN ('user_message', 'assistant_message', 'system_message') AND NOT step.removed
        AND to_tsvector('simple', left(step.output, 100000)) @@ to_tsquery('simple', :search))`,
    { search },
  );
}
