import { isAcceptedFile } from '#libs/contracts';
import type { AskAnswer, AskAnsweredDto, AskSpecDto, Json } from '#libs/contracts';
import type { CellStore, Conversations } from '#libs/conversation';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import type { AskFrame, LivePlane } from '#libs/live';
import { RetryLater } from '#libs/messaging';
import type { RunningTurns } from './running-turns.js';
import type { KeptAnswer } from './turn-asks.js';

const MIB = 1024 * 1024;

/** What answers are checked and kept with. */
export interface AskAnswersParts {
  readonly conversations: Conversations;
  readonly cells: CellStore;
  readonly running: RunningTurns;
  readonly files: FileStore;
  readonly live: LivePlane;
}

/** Takes users' answers: the first valid one counts, whichever worker the turn runs in then. */
export class AskAnswers {
  constructor(private readonly parts: AskAnswersParts) {}

  /** @param at when it was given, in milliseconds since the epoch */
  async take({ threadId, askId, answer, session }: AskAnsweredDto, at: number): Promise<void> {
    const asked = await this.find(threadId, askId);
    if (!asked) return this.waitForAsk(threadId, askId, at);
    const why = await this.wrongIn(asked.spec, answer, threadId);
    if (why !== undefined) {
      // Looking at files takes time: what has ended meanwhile is asked no more, by nobody.
      if (!(await this.find(threadId, askId))) return;
      // The page that sent it has put the question away.
      await this.parts.live.emit(threadId, [
        { kind: 'toast', level: 'error', message: why, onlySession: session.id },
        asked,
      ]);
      return;
    }
    const kept: KeptAnswer = { answer, sessionId: session.id };
    await this.parts.conversations.answer(threadId, askId, JSON.parse(JSON.stringify(kept)) as Json, at);
  }

  /** What is asked: a turn of this worker knows, else what the screens were shown last. */
  private async find(threadId: string, askId: string): Promise<AskFrame | undefined> {
    const { running, live } = this.parts;
    const here = running.asked(threadId, askId);
    if (here) return here;
    const { ask } = await live.snapshot(threadId, Number.MAX_SAFE_INTEGER);
    return ask?.spec.stepId === askId ? ask : undefined;
  }

  /** Nobody knows what is asked. A turn that moves will ask again; until then its answer waits. */
  private async waitForAsk(threadId: string, askId: string, at: number): Promise<void> {
    const ask = (await this.parts.cells.read(threadId))?.asks[askId];
    if (ask && ask.answer === undefined && at <= ask.deadline)
      throw new RetryLater(`the turn that asks ${askId} has not come back yet`);
  }

  /** Why this cannot be the answer, in words for the user; undefined when it can. */
  private wrongIn(
    spec: AskSpecDto,
    answer: AskAnswer,
    threadId: string,
  ): Promise<string | undefined> | string | undefined {
    if (answer.kind !== spec.type)
      return `A ${spec.type} is asked for, and this is none. Answer the question again.`;
    if (answer.kind === 'file') return this.wrongWithFiles(spec, answer.files, threadId);
    if (answer.kind === 'action' && !spec.keys?.includes(answer.actionId))
      return 'This is not one of the choices. Pick one of those under the question.';
    if (answer.kind === 'text' && answer.message.output.trim() === '')
      return 'An answer needs a text. Answer the question again.';
    return undefined;
  }

  private async wrongWithFiles(
    { accept, maxFiles, maxSizeMb }: AskSpecDto,
    ids: readonly string[],
    threadId: string,
  ): Promise<string | undefined> {
    if (ids.length === 0) return 'At least one file is asked for. Send it again.';
    if (maxFiles !== undefined && ids.length > maxFiles)
      return `${maxFiles} files are asked for at the most. Send fewer.`;
    for (const id of ids) {
      const file = await this.parts.files.describe(fileKey(threadId, id));
      if (!file) return 'A file did not arrive. Send it again.';
      if (!isAcceptedFile(accept, file.name, [file.type]))
        return `"${file.name}" is ${file.type}, which is not accepted here. Send another file.`;
      if (maxSizeMb !== undefined && file.size > maxSizeMb * MIB)
        return `"${file.name}" is larger than ${maxSizeMb} MB. Send a smaller file.`;
    }
    return undefined;
  }
}
