import type { ConversationEventDto, PersistedUserDto } from '#libs/contracts';
import type { Conversation } from '#libs/conversation';
import type { FileStore } from '#libs/files';
import type { EventContext, RequestClient } from '#libs/messaging';
import type { Clock } from '#libs/platform';
import type { TurnOutputs } from '../output/turn-outputs.js';
import type { AskQueue } from './ask-queue.js';

/** What a turn is made of. */
export interface TurnParts {
  readonly id: string;
  readonly event: ConversationEventDto;
  /** When the event was published, in milliseconds since the epoch. */
  readonly askedAt: number;
  readonly conversation: Conversation;
  readonly outputs: TurnOutputs;
  readonly clock: Clock;
  /** The app's name as users read it: the author of its messages. */
  readonly appTitle: string;
  /** Whether a run step is shown, under which the turn's messages hang. */
  readonly hasRun: boolean;
  /** The run of the turn before, if it ran in this worker. */
  readonly lastRunId: string | undefined;
  /** As the deployment knows the user now, where the turn begins with that. */
  readonly renewed: PersistedUserDto | undefined;
  /** The keys that the user supplied. */
  readonly env: Readonly<Record<string, string>>;
  readonly files: FileStore;
  readonly requests: RequestClient;
  readonly asks: AskQueue;
  readonly context: Pick<EventContext, 'parked' | 'leaving'>;
}
