import { Injectable } from '@nestjs/common';
import { validate } from 'class-validator';
import { DescribeUser, isSameOwner, OpenSession } from '#libs/contracts';
import type { OpenSessionAnswer, OwnerDto, PersistedUserDto, SessionDto, ThreadDto } from '#libs/contracts';
import { RequestClient } from '#libs/messaging';
import { deriveId, DomainError, InstanceBuilder } from '#libs/platform';
import { AppsDirectory, defaultProfileOf } from '../apps-directory/apps.directory.js';
import type { Opening } from '../connections/connection.js';
import { SessionsRegistry } from '../connections/sessions.registry.js';
import type { KnownSession } from '../connections/sessions.registry.js';
import { UserEnvs } from '../user-env/user-envs.service.js';
import { HandshakeAuthDto } from './handshake-auth.dto.js';
import { AUTHENTICATION_FAILED, AUTHORIZATION_FAILED, HandshakeRefused, TryAgainLater } from './refusals.js';
import type { ChatSocket } from './socket.types.js';
import { UpgradeIdentities } from './upgrade-identities.js';

const instances = new InstanceBuilder();

/** A handshake that was accepted. */
export interface Accepted extends KnownSession {
  readonly opening: Opening;
}

/** Decides who may connect, and to which session and thread (wire protocol §3.2). */
@Injectable()
export class HandshakeService {
  constructor(
    private readonly identities: UpgradeIdentities,
    private readonly sessions: SessionsRegistry,
    private readonly apps: AppsDirectory,
    private readonly requests: RequestClient,
    private readonly envs: UserEnvs,
  ) {}

  /** @throws HandshakeRefused for good; TryAgainLater when a part is away */
  async accept(socket: ChatSocket): Promise<Accepted> {
    try {
      const owner = this.ownerOf(socket);
      const auth = await parse(socket.handshake.auth);
      const known = await this.sessions.find(auth.sessionId);
      if (known) return this.restore(known, owner);
      return await this.open(auth, owner, languageOf(socket));
    } catch (error) {
      throw worded(error);
    }
  }

  private ownerOf(socket: ChatSocket): OwnerDto {
    try {
      return this.identities.of(socket.request).owner;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'unauthenticated') {
        throw new HandshakeRefused(AUTHENTICATION_FAILED, 'unauthenticated');
      }
      throw error;
    }
  }

  private async restore(known: KnownSession, owner: OwnerDto): Promise<Accepted> {
    if (!isSameOwner(known.session.owner, owner))
      throw new HandshakeRefused(AUTHORIZATION_FAILED, 'forbidden');
    await this.sessions.keep(known);
    return { ...known, opening: { kind: 'restored' } };
  }

  private async open(auth: HandshakeAuthDto, owner: OwnerDto, language: string): Promise<Accepted> {
    const asked = profileIn(auth);
    const threadId = auth.threadId || deriveId(auth.sessionId, 'thread');
    const [answer, user] = await Promise.all([
      this.requests.ask(OpenSession, { sessionId: auth.sessionId, threadId, owner }),
      this.userOf(owner),
    ]);
    if (answer.verdict === 'foreign') throw new HandshakeRefused(AUTHORIZATION_FAILED, 'forbidden');
    // A thread keeps its profile, whatever the page has picked meanwhile.
    const wanted = profileOf(answer.thread) ?? asked;
    const offering = (answer.app && this.apps.named(answer.app)) || this.apps.appFor(wanted, user);
    if (!offering) throw new TryAgainLater('no chat app has announced itself yet');
    const chatProfile = wanted ?? defaultProfileOf(offering, user);
    const hasEnv = await this.envs.keep(auth.sessionId, offering, auth.userEnv);
    const session: SessionDto = {
      id: auth.sessionId,
      owner,
      ...(user ? { user } : {}),
      ...(chatProfile ? { chatProfile } : {}),
      clientType: auth.clientType,
      language,
      ...(hasEnv ? { hasEnv } : {}),
    };
    const accepted = { app: offering.app, threadId, session, opening: openingOf(answer) };
    // A stored thread's session lives from when its resume is in the log: until then its client's next connection begins anew.
    if (accepted.opening.kind === 'new') await this.sessions.keep(accepted);
    return accepted;
  }

  private async userOf(owner: OwnerDto): Promise<PersistedUserDto | undefined> {
    if (!owner.userId) return undefined;
    const { user } = await this.requests.ask(DescribeUser, { userId: owner.userId });
    if (!user) throw new HandshakeRefused(AUTHENTICATION_FAILED, 'unauthenticated');
    return user;
  }
}

async function parse(given: unknown): Promise<HandshakeAuthDto> {
  const auth = instances.build(HandshakeAuthDto, typeof given === 'object' && given !== null ? given : {});
  const errors = await validate(auth);
  if (errors.length === 0) return auth;
  const reasons = errors.flatMap((error) => Object.values(error.constraints ?? {}));
  throw new HandshakeRefused(`invalid handshake: ${reasons.join('; ')}`, 'invalid_input');
}

function profileIn({ chatProfile }: HandshakeAuthDto): string | undefined {
  const name = decodeURIComponent(chatProfile ?? '');
  // What is accepted here has to be valid in every event of the session.
  if (name.length > 255 || name.includes('\0'))
    throw new HandshakeRefused(
      'invalid handshake: chatProfile must be the name of a profile',
      'invalid_input',
    );
  return name || undefined;
}

function profileOf(thread: ThreadDto | undefined): string | undefined {
  const profile = thread?.metadata['chat_profile'];
  return typeof profile === 'string' ? profile : undefined;
}

function openingOf(answer: OpenSessionAnswer): Opening {
  return answer.verdict === 'resumed' && answer.thread
    ? { kind: 'resumed', thread: answer.thread }
    : { kind: 'new' };
}

/** Undefined when no profile is marked that the user may have: then the app decides. */
function languageOf(socket: ChatSocket): string {
  return /^\s*([a-zA-Z0-9-]{1,35})/.exec(socket.request.headers['accept-language'] ?? '')?.[1] ?? 'en-US';
}

function worded(error: unknown): Error {
  if (error instanceof HandshakeRefused || error instanceof TryAgainLater) return error;
  if (error instanceof URIError) {
    return new HandshakeRefused('invalid handshake: chatProfile must be URL-encoded once', 'invalid_input');
  }
  return new TryAgainLater(error instanceof Error ? error.message : String(error));
}
