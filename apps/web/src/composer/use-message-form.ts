import { useMemo, useState } from 'react';
import type { FileLimits } from '../chat-client/accepted-files.js';
import type { Project } from '../chat-client/project.js';
import { useAsk } from '../chat-client/use-ask.js';
import { useConnection } from '../chat-client/use-connection.js';
import { useSending } from '../chat-client/use-sending.js';
import { useTurn } from '../chat-client/use-turn.js';
import { useHasRefused, useUploads } from '../chat-client/use-uploads.js';
import { useCommandChoice } from '../commands/use-command-choice.js';
import { useCommandMenu } from '../commands/use-command-menu.js';

const NO_LIMITS: FileLimits = { accept: undefined, maxFiles: undefined, maxSizeMb: undefined };

/** What the next message is made of, and what it is for: a message of its own, or the answer to a question. */
export function useMessageForm(project: Project) {
  const { send } = useSending();
  const { ask, answerText, decline } = useAsk();
  const { isRunning, stop } = useTurn();
  const { isOnline } = useConnection();
  const [text, setText] = useState('');
  const attachments = useUploads(useMemo(() => project.uploads ?? NO_LIMITS, [project.uploads]));
  const choice = useCommandChoice();
  const menu = useCommandMenu(text, choice, setText);

  // It has to be sent again or taken out: what was meant to go with the message is not left out unasked.
  const hasRefused = useHasRefused(attachments.uploads);
  const isStop = isRunning && ask === undefined;
  // Any other question is answered by its buttons, not by words.
  const isLocked = isStop || (ask !== undefined && (ask.kind !== 'text' || !ask.isAnswerable)) || hasRefused;
  const isEmpty = text.trim() === '' && (attachments.uploads.length === 0 || ask !== undefined);

  const submit = (): void => {
    if (isEmpty || isLocked) return;
    if (ask === undefined) {
      send({ ...choice.split(text.trim()), uploads: attachments.take() });
      choice.release();
    } else if (!answerText(text.trim())) return;
    setText('');
  };

  return {
    text,
    setText,
    ask,
    decline,
    attachments,
    choice,
    menu,
    isStop,
    isLocked,
    isEmpty,
    isOnline,
    submit,
    stop,
  };
}
