import type { Project } from '../chat-client/project.js';

/** One width for messages, notes and composer, so that they line up. */
export function columnWidth({ isWide }: Project): string {
  return isWide ? 'w-full max-w-[68rem]' : 'w-full max-w-[48rem]';
}
