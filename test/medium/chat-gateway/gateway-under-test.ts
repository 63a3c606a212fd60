import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import { AppAnnounced, AppManifestDto, AppUiDto, OpenSession, SessionConnected } from '#libs/contracts';
import { MessageReceived, SessionDisconnected } from '#libs/contracts';
import type { AppManifestDto as Manifest, ConversationEventDto } from '#libs/contracts';
import { EventPublisher, eventHandler, questionHandler, subscribeEvents } from '#libs/messaging';
import type { Service, Subscription } from '#libs/messaging';
import { startChatGateway } from '../../../apps/chat-gateway/src/start-chat-gateway.js';
import { embeddedDeployment, instanceParts } from '../../support/messaging/messaging-parts.js';

/** A gateway with an embedded bus, where the test is the session service. */
export class GatewayUnderTest {
  readonly events: { readonly name: string; readonly data: ConversationEventDto }[] = [];
  /** Awaited before a session may be opened. */
  beforeOpening: () => Promise<void> = () => Promise.resolve();
  private readonly deployment = embeddedDeployment();
  private readonly server = createServer();
  private readonly subscriptions: Subscription[] = [];
  private service: Service | undefined;

  static async start(
    signIn: 'on' | 'off' = 'off',
    profiles: Manifest['profiles'] = [],
  ): Promise<GatewayUnderTest> {
    const gateway = new GatewayUnderTest();
    await gateway.open(signIn, profiles);
    return gateway;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  openConnections(): Promise<number> {
    return promisify(this.server.getConnections.bind(this.server))();
  }

  /** A bare WebSocket that has said CONNECT. */
  async connecting(auth: object, headers: Record<string, string> = {}): Promise<WebSocket> {
    const url = `ws://127.0.0.1:${this.port}/ws/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { headers });
    await once(socket, 'message');
    socket.send(`40${JSON.stringify({ clientType: 'webapp', userEnv: '{}', ...auth })}`);
    return socket;
  }

  async close(): Promise<void> {
    await this.service?.stop();
    for (const subscription of this.subscriptions) await subscription.drain(0);
    await this.deployment.live.close();
    await this.deployment.log.close();
    this.server.closeAllConnections();
    this.server.close();
  }

  private async open(signIn: 'on' | 'off', profiles: Manifest['profiles']): Promise<void> {
    const parts = instanceParts(this.deployment);
    const handlers = [SessionConnected, SessionDisconnected].map((event) =>
      eventHandler(event, (data) => void this.events.push({ name: event.name, data })),
    );
    const answers = [
      questionHandler(OpenSession, async () => {
        await this.beforeOpening();
        return { verdict: 'new' as const };
      }),
    ];
    const received = eventHandler(MessageReceived, (data) => {
      this.events.push({ name: MessageReceived.name, data });
    });
    this.subscriptions.push(
      await subscribeEvents(parts, { group: 'session.events', handlers }),
      await subscribeEvents(parts, { group: 'session.rpc', answers }),
      await subscribeEvents(parts, { group: 'app.assistant', app: 'assistant', handlers: [received] }),
    );
    const manifest = Object.assign(new AppManifestDto(), {
      app: 'assistant',
      version: '1',
      ui: new AppUiDto(),
      profiles,
      starters: [],
    });
    await new EventPublisher(parts).publish(AppAnnounced, manifest);
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.service = await startChatGateway(instanceParts(this.deployment), {
      signIn,
      publicUrl: `http://localhost:${this.port}`,
      authUrl: 'http://127.0.0.1:1',
      sessionTimeoutSeconds: 3_600,
      transports: ['websocket'],
      httpServer: this.server,
    });
  }
}
