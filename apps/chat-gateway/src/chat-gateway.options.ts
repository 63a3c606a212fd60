import type { Server as HttpServer } from 'node:http';
import type { SecurityOptions } from '#libs/security';

/** How a gateway serves. */
export interface ChatGatewayOptions {
  readonly signIn: SecurityOptions['signIn'];
  readonly publicUrl: string;
  readonly authUrl: string;
  /** How long a session outlives its last connection. */
  readonly sessionTimeoutSeconds: number;
  /** Long polling needs every request of a connection at the same gateway. */
  readonly transports: ('polling' | 'websocket')[];
  /** 32 bytes, the same for all gateways and workers: encrypts what users supply of their own. Apps that ask for it need it. */
  readonly envKey?: Uint8Array;
  /** The server the sockets hang on, when it is not the gateway's own. */
  readonly httpServer?: HttpServer;
}

/** Injects `ChatGatewayOptions`. */
export const GATEWAY_OPTIONS = Symbol('chat gateway options');
