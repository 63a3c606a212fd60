import { ChainlitAPI, ChainlitContext, userState } from '@chainlit/react-client';
import { useState, type ReactNode } from 'react';
import { useSetRecoilState } from 'recoil';
import { endpoint } from './endpoint.js';

export function ApiProvider({ children }: { children: ReactNode }) {
  const setUser = useSetRecoilState(userState);
  const [api] = useState(() => new ChainlitAPI(endpoint, 'webapp', undefined, () => setUser(null)));
  return <ChainlitContext.Provider value={api}>{children}</ChainlitContext.Provider>;
}
