import { useContext } from 'react';
import { SessionContext, type SessionParts } from './session-provider.js';

export function useSessionParts(): SessionParts {
  const parts = useContext(SessionContext);
  if (parts === undefined) throw new Error('The chat client is used outside its provider');
  return parts;
}
