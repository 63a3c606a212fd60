import { AppAnnounced, DescribeUser, ReadThread, TurnEmitted, UserMetadataChanged } from '#libs/contracts';
import type { AppManifestDto } from '#libs/contracts';
import { eventHandler, questionHandler, subscribeEvents } from '#libs/messaging';
import type { MessagingParts, Subscription } from '#libs/messaging';
import type { Changes } from './changes.js';
import { StandInHistory } from './stand-in-history.js';
import { StandInUsers } from './stand-in-users.js';

const GROUP = 'test.services';

/** What other services would keep and answer, from what the app's workers publish: over the real bus. */
export class StandInServices {
  readonly history = new StandInHistory();
  readonly users: StandInUsers;
  /** What the app said of itself last. */
  manifest: AppManifestDto | undefined;
  private handled = 0;
  private subscription: Subscription | undefined;

  constructor(
    private readonly parts: MessagingParts,
    private readonly changes: Changes,
  ) {
    this.users = new StandInUsers(changes);
  }

  /** Events that were taken so far. */
  get taken(): number {
    return this.handled;
  }

  async start(): Promise<void> {
    const { clock } = this.parts;
    this.subscription = await subscribeEvents(this.parts, {
      group: GROUP,
      handlers: [
        eventHandler(AppAnnounced, (manifest) => {
          this.manifest = manifest;
          this.changes.happened();
        }),
        eventHandler(TurnEmitted, (event) => this.take(() => this.history.keep(event, clock.now()))),
        eventHandler(UserMetadataChanged, (event, { envelope }) =>
          this.take(() => this.users.change(event, envelope.id)),
        ),
      ],
      answers: [
        questionHandler(ReadThread, (question) => this.history.answer(question)),
        questionHandler(DescribeUser, (question, { signal }) => this.users.answer(question, signal)),
      ],
    });
  }

  async stop(): Promise<void> {
    await this.subscription?.drain(0);
  }

  private take(keep: () => void): void {
    keep();
    this.handled += 1;
    this.changes.happened();
  }
}
