import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AppAnnounced,
  AppManifestDto,
  AppUiDto,
  ChatProfiles,
  ChatStarters,
  DescribeUser,
  PersistedUserDto,
} from '#libs/contracts';
import type {
  ChatProfileDto,
  ChatProfilesQuestion,
  ChatStartersQuestion,
  DescribeUserQuestion,
  StarterDto,
} from '#libs/contracts';
import { EventPublisher, questionHandler, subscribeEvents } from '#libs/messaging';
import type { Service, Subscription } from '#libs/messaging';
import { startProfile } from '../../../apps/profile/src/start-profile.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';
import { createTokenMint } from '../../unit/libs/security/token-mint.js';

/** What a page is told, as far as these tests look at it. */
export interface Settings {
  readonly ui: { readonly name: string };
  readonly features: { readonly spontaneous_file_upload: object };
  readonly userEnv: readonly string[];
  readonly chatProfiles: readonly {
    readonly name: string;
    readonly icon: string | null;
    readonly markdown_description: string;
    readonly starters: readonly object[] | null;
  }[];
  readonly starters: readonly { readonly label: string; readonly icon: string | null }[];
}

type Promised<T> = T | Promise<T>;

/** What an app's workers answer. */
export interface Hooks {
  readonly profiles?: (question: ChatProfilesQuestion) => Promised<ChatProfileDto[]>;
  readonly starters?: (question: ChatStartersQuestion) => Promised<StarterDto[]>;
}

/** The profile service on an embedded bus, where the test is auth and the apps' workers. */
export class ProfileServiceUnderTest {
  /** Every question that was put, in order. */
  readonly asked = {
    profiles: [] as ChatProfilesQuestion[],
    starters: [] as ChatStartersQuestion[],
    users: [] as DescribeUserQuestion[],
  };
  /** The users that auth knows, by id. */
  readonly users = new Map<string, PersistedUserDto>();
  /** How far the service's clock is ahead. */
  aheadMs = 0;
  private readonly deployment = embeddedDeployment();
  private readonly subscriptions: Subscription[] = [];
  private readonly publisher = new EventPublisher(instanceParts(this.deployment));
  private readonly keyServer = createServer();
  private mint: Awaited<ReturnType<typeof createTokenMint>>;
  private service: Service;

  static async start(): Promise<ProfileServiceUnderTest> {
    const started = new ProfileServiceUnderTest();
    await started.open();
    return started;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    for (const subscription of this.subscriptions) await subscription.drain(0);
    await this.deployment.live.close();
    await this.deployment.log.close();
    this.keyServer.closeAllConnections();
    this.keyServer.close();
  }

  /** What the service answers. */
  fetch(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const { port } = this.service.app.getHttpServer().address() as AddressInfo;
    return fetch(`http://127.0.0.1:${port}${path}`, { headers });
  }

  /** The settings as a user sees them. */
  async settings(
    user: PersistedUserDto,
    query: { language?: string; chat_profile?: string } = {},
  ): Promise<Settings> {
    const inADay = Math.floor(Date.now() / 1_000) + 24 * 3_600;
    const token = await this.mint.sign({ sub: user.id, exp: inADay });
    const search = new URLSearchParams(query).toString();
    const response = await this.fetch(`/project/settings?${search}`, { cookie: `access_token=${token}` });
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
    return (await response.json()) as Settings;
  }

  async namesFor(user: PersistedUserDto, query: { language?: string } = {}): Promise<string[]> {
    return (await this.settings(user, query)).chatProfiles.map(({ name }) => name);
  }

  newUser(change: Partial<PersistedUserDto> = {}): PersistedUserDto {
    const user = Object.assign(new PersistedUserDto(), {
      id: crypto.randomUUID(),
      identifier: 'alice',
      createdAt: new Date().toISOString(),
      ...change,
    });
    this.users.set(user.id, user);
    return user;
  }

  announce(app: string, change: Partial<AppManifestDto> = {}): Promise<void> {
    const manifest = Object.assign(new AppManifestDto(), {
      app,
      version: '1',
      ui: Object.assign(new AppUiDto(), { name: app }),
      profiles: [],
      starters: [],
      ...change,
    });
    return this.publisher.publish(AppAnnounced, manifest);
  }

  /** A worker of the app; the returned function ends it. */
  async work(app: string, hooks: Hooks): Promise<() => Promise<void>> {
    const worker = await subscribeEvents(instanceParts(this.deployment), {
      group: `app.${app}`,
      app,
      answers: [
        questionHandler(ChatProfiles, async (question) => {
          this.asked.profiles.push(question);
          return { profiles: (await hooks.profiles?.(question)) ?? [] };
        }),
        questionHandler(ChatStarters, async (question) => {
          this.asked.starters.push(question);
          return { starters: (await hooks.starters?.(question)) ?? [] };
        }),
      ],
    });
    this.subscriptions.push(worker);
    return () => worker.drain(0);
  }

  private async open(): Promise<void> {
    this.mint = await createTokenMint();
    const published = JSON.stringify({ keys: [this.mint.publicJwk] });
    this.keyServer.on('request', (_, response) => void response.end(published));
    await new Promise<void>((resolve) => this.keyServer.listen(0, '127.0.0.1', resolve));
    this.subscriptions.push(
      await subscribeEvents(instanceParts(this.deployment), {
        group: 'auth.rpc',
        answers: [
          questionHandler(DescribeUser, (question) => {
            this.asked.users.push(question);
            const user = this.users.get(question.userId);
            return user ? { user } : {};
          }),
        ],
      }),
    );
    const parts = instanceParts(this.deployment);
    this.service = await startProfile(
      { ...parts, clock: { ...parts.clock, now: () => Date.now() + this.aheadMs } },
      {
        signIn: 'on',
        publicUrl: 'http://localhost:8000',
        authUrl: `http://127.0.0.1:${(this.keyServer.address() as AddressInfo).port}`,
      },
    );
    await this.service.app.listen(0, '127.0.0.1');
  }
}

/** A profile of this name. */
export function profileOf(name: string, change: Partial<ChatProfileDto> = {}): ChatProfileDto {
  return { name, markdownDescription: `About ${name}.`, ...change };
}
