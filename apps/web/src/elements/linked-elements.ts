import { createContext } from 'react';
import type { MessageElement } from '../chat-client/use-elements.js';

/** The elements of the message around: text in it that names one of those not drawn in place is a link to it. */
export const LinkedElements = createContext<readonly MessageElement[]>([]);

/** Elements that are opened, not drawn where they stand. */
export function isOpened({ display }: MessageElement): boolean {
  return display !== 'inline';
}
