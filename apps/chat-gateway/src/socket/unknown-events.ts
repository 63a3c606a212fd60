import type { ChatSocket } from './socket.types.js';

/** Events of the wire protocol (§4.1) that this gateway handles, or may leave unanswered as the protocol allows. */
const KNOWN_EVENTS = new Set([
  'connection_successful',
  'client_message',
  'stop',
  'clear_session',
  'chat_settings_change',
  'chat_settings_edit',
  'audio_start',
  'audio_chunk',
  'audio_end',
  'fetch_favorites',
  'window_message',
]);

/** Answers events that nobody knows with an error, to the client that sent them alone. */
export function watchUnknownEvents(socket: ChatSocket): void {
  socket.onAny((event: unknown, ...args: unknown[]) => {
    if (typeof event === 'string' && KNOWN_EVENTS.has(event)) return;
    const message = `This server does not know the event "${String(event).slice(0, 60)}"`;
    const ack = args.at(-1);
    if (isAcknowledgement(ack)) ack({ error: { code: 'invalid_input', message } });
    else socket.emit('toast', { message, type: 'error' });
  });
}

function isAcknowledgement(value: unknown): value is (answer: object) => void {
  return typeof value === 'function';
}
