import type { ActionDto } from '#libs/contracts';
import type { ClientSocket } from './server-to-client.js';
import { wireActionOf } from './wire-action.js';

/** The buttons a client is shown. Clients append what they are sent: one that may be there already is removed first (wire protocol §9). */
export class ShownActions {
  private readonly sent = new Set<string>();

  constructor(private readonly socket: ClientSocket) {}

  /** @param again whether an earlier connection of the client's may have been sent it */
  show(action: ActionDto, again: boolean): void {
    if (again || this.sent.has(action.id)) this.socket.emit('remove_action', { id: action.id });
    this.sent.add(action.id);
    this.socket.emit('action', wireActionOf(action));
  }

  remove(id: string): void {
    this.sent.delete(id);
    this.socket.emit('remove_action', { id });
  }
}
