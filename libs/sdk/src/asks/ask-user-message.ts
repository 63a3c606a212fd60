import type { AskAnswer, StepDto } from '#libs/contracts';
import { currentTurn } from '../turn/turn-scope.js';
import type { Turn } from '../turn/turn.js';
import { AskMessage } from './ask-message.js';
import type { AskOptions } from './ask-message.js';

/** The message that the user answered with; `output` is its text. */
export type AskUserResponse = Readonly<StepDto>;

/** Asks for a text: the user's next message is the answer. */
export class AskUserMessage extends AskMessage<AskUserResponse> {
  /** `timeout` is 60 seconds unless given. */
  constructor(options: AskOptions, turn: Turn = currentTurn('new AskUserMessage()')) {
    super(options, 60, turn);
  }

  protected spec(): { type: 'text' } {
    return { type: 'text' };
  }

  protected read(answer: AskAnswer): AskUserResponse | null {
    return answer.kind === 'text' ? answer.message : null;
  }
}
