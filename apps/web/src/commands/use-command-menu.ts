import { useState } from 'react';
import type { Command } from '../chat-client/use-commands.js';
import { matching, type CommandChoice } from './use-command-choice.js';

/** The menu that a slash at the beginning opens: what is in it, where it is at, and the keys that steer it. */
export function useCommandMenu(text: string, choice: CommandChoice, setText: (text: string) => void) {
  const [position, setPosition] = useState({ text: '', index: 0, isClosed: false });
  // Another text is another menu, at its beginning.
  const { index, isClosed } = position.text === text ? position : { index: 0, isClosed: false };
  const found = choice.chosen === undefined && !isClosed ? matching(choice.commands, text) : [];
  const active = found[index];

  const choose = (command: Command): void => {
    choice.choose(command);
    setText('');
  };

  /** True when the key was for the menu. */
  const onKey = (key: string): boolean => {
    const isErasing = key === 'Backspace' && text === '' && choice.chosen !== undefined;
    if (isErasing) choice.choose(undefined);
    if (active === undefined) return isErasing;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setPosition({ text, index: (index + step + found.length) % found.length, isClosed });
    else if (key === 'Escape') setPosition({ text, index, isClosed: true });
    else if (key === 'Enter' || key === 'Tab') choose(active);
    else return false;
    return true;
  };

  return { found, active, choose, onKey };
}
