import type { AskAnswer, StepDto } from '#libs/contracts';
import type { NewAsk } from '../../../libs/sdk/src/turn/turn-asks.js';
import { currentTurn } from '../../../libs/sdk/src/turn/turn-scope.js';

const MINUTE_MS = 60_000;

/** Asks as the SDK's messages that ask do. */
export function ask(
  text: string,
  spec: NewAsk = { type: 'text' },
  timeoutMs = MINUTE_MS,
): Promise<AskAnswer | undefined> {
  const turn = currentTurn('ask');
  const step: StepDto = turn.newStep({
    type: 'assistant_message',
    name: 'Assistant',
    output: text,
    parentId: turn.parentId,
    waitForAnswer: true,
  });
  return turn.waitForAnswer(step, spec, timeoutMs);
}

/** What a text answer says; else its kind. */
export async function textOf(answer: Promise<AskAnswer | undefined>): Promise<string> {
  const given = await answer;
  return given?.kind === 'text' ? given.message.output : String(given?.kind);
}
