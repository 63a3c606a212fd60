import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import {
  ActionCalled,
  AppAnnounced,
  AppManifestDto,
  AppUiDto,
  AskAnswered,
  ChatResumed,
  ChatStarted,
  ClientChanged,
  MessageReceived,
  OpenSession,
  SessionCleared,
  SessionConnected,
  SessionDisconnected,
  SettingsChanged,
} from '#libs/contracts';
import type { ConversationEventDto, OpenSessionAnswer } from '#libs/contracts';
import type { LiveFrame, LivePlane } from '#libs/live';
import { EventPublisher, eventHandler, questionHandler, subscribeEvents } from '#libs/messaging';
import type { Service, Subscription } from '#libs/messaging';
import { startChatGateway } from '../../../apps/chat-gateway/src/start-chat-gateway.js';
import { ChatClient } from '../../support/chat-client.js';
import type { ClientOptions } from '../../support/chat-client.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';

/** An event as it reached the session service or the app. */
export interface KeptEvent {
  readonly name: string;
  readonly id: string;
  readonly data: ConversationEventDto & Record<string, unknown>;
}

export interface GatewayOptions {
  readonly signIn?: 'on' | 'off';
  /** What the app says of itself. */
  readonly manifest?: Partial<AppManifestDto>;
  readonly envKey?: Uint8Array;
}

const LIFECYCLE = [SessionConnected, SessionDisconnected, SessionCleared];
const OF_APP = [
  ChatStarted,
  ChatResumed,
  MessageReceived,
  SettingsChanged,
  ActionCalled,
  ClientChanged,
  AskAnswered,
];

/** Gateways with an embedded bus, where the test is the session service and the app. */
export class GatewayUnderTest {
  readonly events: KeptEvent[] = [];
  /** Awaited before a session may be opened. */
  beforeOpening: () => Promise<void> = () => Promise.resolve();
  /** What the session service says of a thread. */
  opening: OpenSessionAnswer = { verdict: 'new' };
  private readonly deployment = embeddedDeployment();
  private readonly servers: Server[] = [];
  private readonly services: Service[] = [];
  private readonly subscriptions: Subscription[] = [];

  private constructor(private readonly options: GatewayOptions) {}

  static async start(options: GatewayOptions = {}): Promise<GatewayUnderTest> {
    const gateway = new GatewayUnderTest(options);
    await gateway.open();
    return gateway;
  }

  get port(): number {
    return portOf(this.servers[0] as Server);
  }

  get live(): LivePlane {
    return this.deployment.live;
  }

  names(): string[] {
    return this.events.map(({ name }) => name);
  }

  /** The events of a kind so far. */
  of(definition: { readonly name: string }): KeptEvent[] {
    return this.events.filter(({ name }) => name === definition.name);
  }

  openConnections(): Promise<number> {
    return promisify((this.servers[0] as Server).getConnections.bind(this.servers[0]))();
  }

  /** Shows frames on the screens of a client's thread, as a worker does. */
  async show(client: ChatClient, ...frames: LiveFrame[]): Promise<void> {
    const known = await this.live.getSession(client.sessionId);
    await this.live.emit(known?.threadId ?? '', frames);
  }

  /** A client of the first gateway, or of the one at `origin`. */
  connect(options: ClientOptions = {}): Promise<ChatClient> {
    return ChatClient.connect({ ...this.asGuest(), ...options });
  }

  /** Why a handshake is refused. */
  refusal(options: ClientOptions = {}): Promise<string> {
    return ChatClient.refusal({ ...this.asGuest(), ...options });
  }

  /** A bare WebSocket that has said CONNECT. */
  async connecting(auth: object, headers: Record<string, string> = {}): Promise<WebSocket> {
    const url = `ws://127.0.0.1:${this.port}/ws/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { headers });
    await once(socket, 'message');
    socket.send(`40${JSON.stringify({ clientType: 'webapp', userEnv: '{}', ...auth })}`);
    return socket;
  }

  /** Starts one more gateway of the deployment; its address. */
  async another(): Promise<string> {
    const server = createServer();
    this.servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { signIn = 'off', envKey } = this.options;
    const service = await startChatGateway(instanceParts(this.deployment), {
      signIn,
      publicUrl: `http://localhost:${portOf(server)}`,
      authUrl: 'http://127.0.0.1:1',
      sessionTimeoutSeconds: 3_600,
      transports: ['websocket'],
      httpServer: server,
      ...(envKey ? { envKey } : {}),
    });
    this.services.push(service);
    const handle = service.app.getHttpAdapter().getInstance() as RequestListener;
    server.on('request', (request, response) => {
      if (!request.url?.startsWith('/ws/')) handle(request, response);
    });
    return `http://127.0.0.1:${portOf(server)}`;
  }

  /** The app says something else of itself. */
  async announce(manifest: Partial<AppManifestDto>): Promise<void> {
    const whole = Object.assign(new AppManifestDto(), {
      app: 'assistant',
      version: '1',
      ui: new AppUiDto(),
      profiles: [],
      starters: [],
      ...manifest,
    });
    await new EventPublisher(instanceParts(this.deployment)).publish(AppAnnounced, whole);
  }

  /** Stops every gateway. */
  async stop(): Promise<void> {
    for (const service of this.services.splice(0)) await service.stop();
  }

  async close(): Promise<void> {
    await this.stop();
    for (const subscription of this.subscriptions) await subscription.drain(0);
    await this.deployment.live.close();
    await this.deployment.log.close();
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  private async open(): Promise<void> {
    const parts = instanceParts(this.deployment);
    const kept = (definitions: typeof OF_APP) =>
      definitions.map((definition) =>
        eventHandler(definition, (data, { envelope }) => {
          this.events.push({ name: definition.name, id: envelope.id, data: data as KeptEvent['data'] });
        }),
      );
    const answers = [
      questionHandler(OpenSession, async () => {
        await this.beforeOpening();
        return this.opening;
      }),
    ];
    this.subscriptions.push(
      await subscribeEvents(parts, { group: 'session.events', handlers: kept(LIFECYCLE) }),
      await subscribeEvents(parts, { group: 'session.rpc', answers }),
      await subscribeEvents(parts, { group: 'app.assistant', app: 'assistant', handlers: kept(OF_APP) }),
    );
    await this.announce(this.options.manifest ?? {});
    await this.another();
  }

  private asGuest(): ClientOptions {
    return { origin: `http://127.0.0.1:${this.port}`, cookie: `heddle_guest=${randomUUID()}` };
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
