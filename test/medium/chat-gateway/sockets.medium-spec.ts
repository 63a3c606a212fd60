import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { MessageReceived } from '#libs/contracts';
import { closedGate } from '../../support/messaging/gate.js';
import { eventually } from '../../support/messaging/eventually.js';
import { GatewayUnderTest } from './gateway-under-test.js';

let gateway: GatewayUnderTest;

afterEach(() => gateway.close());

const names = () => gateway.names();

describe('a client that leaves', () => {
  it('before its handshake is over is not taken for connected', async () => {
    gateway = await GatewayUnderTest.start();
    const [asked, answer] = [closedGate(), closedGate()];
    gateway.beforeOpening = () => (asked.open(), answer.opened);
    const socket = await gateway.connecting({ sessionId: randomUUID() });
    await asked.opened;
    socket.terminate();
    await eventually(async () => expect(await gateway.openConnections()).toBe(0));
    answer.open();
    await eventually(() => expect(names()).toEqual(['session.connected', 'session.disconnected']));
  });

  it('while the gateway finds out who it is does no harm', async () => {
    gateway = await GatewayUnderTest.start({ signIn: 'on' });
    // Renewing needs an auth service, and there is none: the upgrade is answered in three seconds, or never.
    const socket = connect(gateway.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(UPGRADE);
    // Once another client's whole handshake is over, this one's upgrade has been read.
    await fetch(`http://127.0.0.1:${gateway.port}/ws/socket.io/?EIO=4&transport=polling`);
    socket.resetAndDestroy();
    const refused = new WebSocket(`ws://127.0.0.1:${gateway.port}/ws/socket.io/?EIO=4&transport=websocket`);
    await once(refused, 'message');
    refused.terminate();
  });
});

describe('a gateway that stops', () => {
  it('does not wait for who never says goodbye', async () => {
    gateway = await GatewayUnderTest.start();
    const frozen = await gateway.connecting({ sessionId: randomUUID() });
    await once(frozen, 'message');
    frozen.pause();
    const asking = connect(gateway.port, '127.0.0.1');
    asking.on('error', () => undefined);
    await once(asking, 'connect');
    // It waits for the rest of the request.
    asking.write('POST /project/action HTTP/1.1\r\nhost: heddle\r\ncontent-length: 9\r\n\r\n{');
    await eventually(async () => expect(await gateway.openConnections()).toBe(2));
    await gateway.stop();
    expect(await gateway.openConnections()).toBe(0);
    frozen.terminate();
  });
});

describe('a handshake', () => {
  it('of a page of another origin is refused', async () => {
    gateway = await GatewayUnderTest.start();
    const url = `ws://127.0.0.1:${gateway.port}/ws/socket.io/?EIO=4&transport=websocket`;
    const evil = new WebSocket(url, { origin: 'https://evil.example' });
    const [error] = (await once(evil, 'error').catch((thrown: unknown) => [thrown])) as [Error];
    expect(error.message).toMatch(/server response: 4/);
  });

  it('takes ids in capitals for the same ids', async () => {
    gateway = await GatewayUnderTest.start();
    const [sessionId, threadId] = [randomUUID(), randomUUID()];
    const ids = { sessionId: sessionId.toUpperCase(), threadId: threadId.toUpperCase() };
    const socket = await gateway.connecting(ids);
    await eventually(() =>
      expect(gateway.events[0]?.data).toMatchObject({ threadId, session: { id: sessionId } }),
    );
    socket.close();
  });

  it('with a profile’s name that no event could carry is refused', async () => {
    gateway = await GatewayUnderTest.start();
    const socket = await gateway.connecting({ sessionId: randomUUID(), chatProfile: 'x'.repeat(256) });
    const [frame] = (await once(socket, 'message')) as [Buffer];
    expect(frame.toString()).toContain('chatProfile must be the name of a profile');
    socket.close();
  });

  it('without a profile gets none when the app’s default is for others', async () => {
    const profiles = [
      { name: 'Staff', markdownDescription: '', default: true, roles: ['staff'] },
      { name: 'Other', markdownDescription: '' },
    ];
    gateway = await GatewayUnderTest.start({ manifest: { profiles } });
    const client = await gateway.connect();
    await eventually(() => expect(gateway.events.length).toBeGreaterThan(1));
    for (const { data } of gateway.events) expect(data.session.chatProfile).toBeUndefined();
    client.close();
  });

  it.each(['', null])('without a profile, said as %j, gets the app’s default', async (chatProfile) => {
    const profiles = [
      { name: 'Other', markdownDescription: '' },
      { name: 'Marked', markdownDescription: '', default: true },
    ];
    gateway = await GatewayUnderTest.start({ manifest: { profiles } });
    const socket = await gateway.connecting({ sessionId: randomUUID(), chatProfile });
    await once(socket, 'message');
    const message = { id: randomUUID(), output: 'hi' };
    socket.send(`42["client_message",${JSON.stringify({ message })}]`);
    await eventually(() => expect(names()).toContain(MessageReceived.name));
    const said = gateway.events.find(({ name }) => name === MessageReceived.name);
    expect(said?.data.session.chatProfile).toBe('Marked');
    socket.close();
  });
});

describe('a message', () => {
  it('that would not fit into its turn’s records is refused, and the connection goes on', async () => {
    gateway = await GatewayUnderTest.start();
    const socket = await gateway.connecting({ sessionId: randomUUID() });
    await once(socket, 'message');
    const say = async (output: string): Promise<string> => {
      socket.send(`421["client_message",${JSON.stringify({ message: { id: randomUUID(), output } })}]`);
      const [frame] = (await once(socket, 'message')) as [Buffer];
      return frame.toString();
    };
    expect(await say('x'.repeat(950_000))).toMatch(/^431.*too_large.*900 KB/);
    expect(await say('hi')).toBe('431[{"ok":true}]');
    socket.close();
  });
});

const UPGRADE = [
  'GET /ws/socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
  `Cookie: heddle_login=${'x'.repeat(40)}`,
  '\r\n',
].join('\r\n');
