import type { ChatClient } from '../../support/chat-client.js';

/** So many messages are sent before the turn of the last one is waited for. */
const AHEAD = 3;

/** Somebody who goes on talking, whatever happens to the workers. */
export class Flow {
  /** The messages that were acknowledged, in their order. */
  readonly acknowledged: string[] = [];

  constructor(
    readonly client: ChatClient,
    private readonly name: string,
  ) {}

  /** Says so many messages; resolves when they are answered. */
  async say(count: number): Promise<void> {
    const { client, acknowledged } = this;
    for (let said = 1; said <= count; said++) {
      const text = `${this.name} ${acknowledged.length + 1}`;
      const id = crypto.randomUUID();
      const answer = (await client.sayAcknowledged(text, id)) as { readonly ok?: boolean };
      if (answer.ok !== true) throw new Error(`"${text}" was refused: ${JSON.stringify(answer)}`);
      acknowledged.push(text);
      if (said % AHEAD === 0 || said === count) await client.turnOver(id, 0, 40_000);
    }
  }
}

/** How a history differs from what was acknowledged. */
export interface Differences {
  readonly lost: string[];
  readonly doubled: string[];
  readonly outOfOrder: string[];
}

/** Compares what a session remembers with what was acknowledged. */
export function differencesOf(acknowledged: readonly string[], history: readonly string[]): Differences {
  const places = history.map((text) => acknowledged.indexOf(text));
  return {
    lost: acknowledged.filter((text) => !history.includes(text)),
    doubled: history.filter((text, index) => history.indexOf(text) !== index),
    outOfOrder: history.filter((_, index) => index > 0 && (places[index] ?? 0) < (places[index - 1] ?? 0)),
  };
}
