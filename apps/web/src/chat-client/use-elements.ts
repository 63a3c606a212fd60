import { elementState, type IMessageElement } from '@chainlit/react-client';
import { createContext, useContext, useMemo } from 'react';
import { useRecoilValue } from 'recoil';
import { assetUrl } from './endpoint.js';

export interface MessageElement {
  readonly id: string;
  readonly forId: string;
  readonly type: IMessageElement['type'];
  readonly name: string;
  readonly url: string;
  readonly display: IMessageElement['display'];
  readonly language: string | undefined;
  readonly size: 'small' | 'medium' | 'large';
}

/** Set around a thread that is read without a session: its elements are not among the live ones. */
export const StoredElements = createContext<readonly MessageElement[] | undefined>(undefined);

/** The elements under one message. */
export function useElements(messageId: string): readonly MessageElement[] {
  const live = useRecoilValue(elementState);
  const stored = useContext(StoredElements);
  return useMemo(
    () => (stored ?? toMessageElements(live)).filter(({ forId }) => forId === messageId),
    [live, stored, messageId],
  );
}

/** An address that is fetched, not run. */
function isFetchable(url: string): boolean {
  const base = window.location.href;
  return URL.canParse(url, base) && ['http:', 'https:', 'blob:'].includes(new URL(url, base).protocol);
}

export function toMessageElements(elements: readonly IMessageElement[]): MessageElement[] {
  return elements.flatMap((element) => {
    // Of a kind that the page cannot draw it says so; anything else without an address has nothing to show.
    const url = element.type === 'custom' ? '' : (element.url ?? '');
    if (element.type !== 'custom' && (url === '' || !isFetchable(url))) return [];
    return {
      id: element.id,
      forId: element.forId,
      type: element.type,
      name: element.name,
      url: assetUrl(url),
      display: element.display ?? 'inline',
      language: 'language' in element ? (element.language ?? undefined) : undefined,
      size: ('size' in element ? element.size : undefined) ?? 'medium',
    };
  });
}
