import type { ConversationEventDto } from '#libs/contracts';
import type { Conversation } from '#libs/conversation';
import type { Answer } from '../app/chat-hooks.js';
import type { ChatContext } from './chat-context.js';
import type { RunningTurn } from './running-turns.js';
import type { Turn } from './turn.js';

/** The run step of a turn. */
export interface RunPlan {
  readonly name: string;
  /** The message that it answers; null: none. */
  readonly parentId: string | null;
  readonly input: string;
}

/** The cell's key of there having been a start or a message: a start that comes again is none, what side turns did or not. */
export const BEGUN_KEY = 'heddle:begun';

/** What one kind of turn does, and how it is shown. */
export interface TurnPlan extends RunningTurn {
  readonly event: ConversationEventDto;
  /** The step under which its messages hang; without one they hang at the root. */
  readonly run?: RunPlan;
  /** Whether it begins with the user as the deployment knows them now, whatever the conversation knew. */
  readonly renewsUser?: boolean;
  /** Whether others have to end before it begins. */
  readonly waitsForEnding?: boolean;
  /** Whether its end is also the end of the time in which a chat can start. */
  readonly endsStart?: boolean;
  /** Whether there is anything to do. */
  isDue?(conversation: Conversation, turnId: string): boolean;
  /** Before the run step is shown. */
  prepare?(turn: Turn): void | Promise<void>;
  /** Runs the handler for the turn's profile. */
  call(ctx: ChatContext, turn: Turn): Answer;
  /** Once the turn's effects are durable. @param failure the words that the user was told about why it failed */
  ended?(failure: string | undefined): Promise<void>;
}
