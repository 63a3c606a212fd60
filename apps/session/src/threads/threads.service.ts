import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, Repository } from 'typeorm';
import type { SelectQueryBuilder } from 'typeorm';
import type { OwnerDto, ThreadDto } from '#libs/contracts';
import { whileAvailable } from '#libs/persistence';
import { Feedback } from '../feedback/feedback.entity.js';
import { storableText } from '../projector/storable.js';
import { Element } from './element.entity.js';
import type { ListThreadsDto } from './list-threads.dto.js';
import { ownThread } from './owner-columns.js';
import { searchQueryOf } from './search-words.js';
import { Step } from './step.entity.js';
import { listedThread, storedThread } from './stored-thread.js';
import { threadPage } from './thread-page.js';
import type { ThreadPage } from './thread-page.js';
import { Thread } from './thread.entity.js';

const LONGEST_PAGE = 100;

/** The history as its owners read it, name its threads and delete them. Deleted threads are unknown ones. */
@Injectable()
export class ThreadsService {
  constructor(
    @InjectRepository(Thread) private readonly threads: Repository<Thread>,
    @InjectRepository(Step) private readonly steps: Repository<Step>,
    @InjectRepository(Element) private readonly elements: Repository<Element>,
    @InjectRepository(Feedback) private readonly feedback: Repository<Feedback>,
  ) {}

  /** A whole thread; undefined when there is none or it is somebody else's. */
  find(threadId: string, owner: OwnerDto): Promise<ThreadDto | undefined> {
    return whileAvailable(() => this.read(threadId, owner));
  }

  private async read(threadId: string, owner: OwnerDto): Promise<ThreadDto | undefined> {
    const thread = await this.threads.findOneBy(ownThread(threadId, owner));
    if (!thread) return undefined;
    const [steps, elements, feedback] = await Promise.all([
      this.steps.find({ where: { threadId, removed: false }, order: { position: 'ASC' } }),
      this.elements.find({ where: { threadId, removed: false }, order: { position: 'ASC' } }),
      this.feedback.findBy({ threadId }),
    ]);
    return storedThread(thread, { steps, elements, feedback });
  }

  /** Whether there is such a thread and it is the owner's. */
  isOwn(threadId: string, owner: OwnerDto): Promise<boolean> {
    return whileAvailable(() => this.threads.existsBy(ownThread(threadId, owner)));
  }

  /** The app that the thread is with, once a turn of it has shown anything. */
  async appOf(id: string): Promise<string | null | undefined> {
    const thread = await whileAvailable(() =>
      this.threads.findOne({ where: { id }, select: { id: true, app: true } }),
    );
    return thread?.app;
  }

  /** Whether its owner deleted the thread. */
  isDeleted(id: string): Promise<boolean> {
    return whileAvailable(() =>
      this.threads.exists({ where: { id, deletedAt: Not(IsNull()) }, withDeleted: true }),
    );
  }

  /** Names a thread for good; false when there is none or it is somebody else's. */
  async rename(threadId: string, owner: OwnerDto, name: string): Promise<boolean> {
    const change = { name: storableText(name), namedByOwner: true };
    const { affected } = await whileAvailable(() => this.threads.update(ownThread(threadId, owner), change));
    return affected === 1;
  }

  /** Deletes a thread, so that it never comes back; false when there is none or it is somebody else's. */
  async delete(threadId: string, owner: OwnerDto): Promise<boolean> {
    const { affected } = await whileAvailable(() => this.threads.softDelete(ownThread(threadId, owner)));
    return affected === 1;
  }

  /** The owner's threads in which they said something, newest activity first, without what is in them. */
  async list(owner: OwnerDto, { pagination, filter }: ListThreadsDto): Promise<ThreadPage> {
    const search = filter.search ? searchQueryOf(filter.search) : undefined;
    // No thread has words that are none.
    if (filter.search && !search) return threadPage([], false);
    const length = Math.min(pagination.first, LONGEST_PAGE);
    const query = this.ownedBy(owner)
      .andWhere('thread.interacted')
      .orderBy('thread.lastActivityAt', 'DESC')
      .addOrderBy('thread.id', 'DESC')
      .limit(length + 1);
    if (pagination.cursor) after(query, pagination.cursor, owner);
    if (search) matching(query, search, owner);
    if (typeof filter.feedback === 'number') judged(query, filter.feedback);
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

function judged(query: SelectQueryBuilder<Thread>, value: 0 | 1): void {
  query.andWhere(
    `EXISTS (SELECT FROM session.feedback given WHERE given.thread_id = thread.id AND given.value = :value)`,
    { value },
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
