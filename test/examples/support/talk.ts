import { ChatClient } from '../../support/chat-client.js';
import type { ClientOptions } from '../../support/chat-client.js';

/** Clients of a test, and what they were told. They leave with `closeAll`. */
export class Talks {
  private readonly clients: ChatClient[] = [];

  async connect(options: ClientOptions): Promise<ChatClient> {
    return this.keep(await ChatClient.connect(options));
  }

  /** Begins a new chat in a client's place. */
  async newChat(client: ChatClient, options: ClientOptions): Promise<ChatClient> {
    return this.keep(await client.newChat(options));
  }

  closeAll(): void {
    for (const client of this.clients.splice(0)) client.close();
  }

  private keep(client: ChatClient): ChatClient {
    this.clients.push(client);
    return client;
  }
}

/** The texts of the app's messages as the page would show them now, oldest first. */
export function textsOf(client: ChatClient): string[] {
  const ids = client.received
    .filter(({ event }) => event === 'new_message' || event === 'stream_start')
    .filter(({ data }) => data['type'] === 'assistant_message')
    .map(({ data }) => String(data['id']));
  return [...new Set(ids)].map((id) => client.textOf(id));
}

/** Waits for a message of the app's that fits; resolves with its text. */
export async function told(client: ChatClient, what: RegExp): Promise<string> {
  const find = (): string | undefined => textsOf(client).find((text) => what.test(text));
  await client.until(`a message like ${String(what)}`, () => find() !== undefined);
  return find() ?? '';
}

/** Sends a message, waits until its turn is over, and resolves with the last text that came of it. */
export async function reply(client: ChatClient, text: string): Promise<string> {
  const before = textsOf(client).length;
  await client.ask(text);
  return textsOf(client).slice(before).at(-1) ?? '';
}
