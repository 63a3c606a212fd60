import { ChainlitContext, sessionIdState, userState } from '@chainlit/react-client';
import { useRef, useState, type ReactNode } from 'react';
import { useRecoilValue, useSetRecoilState } from 'recoil';
import { endpoint } from './endpoint.js';
import { HeddleApi } from './heddle-api.js';

export function ApiProvider({ children }: { children: ReactNode }) {
  const setUser = useSetRecoilState(userState);
  const sessionId = useRef('');
  sessionId.current = useRecoilValue(sessionIdState);
  const [api] = useState(
    () =>
      new HeddleApi(
        endpoint,
        () => setUser(null),
        () => sessionId.current,
      ),
  );
  return <ChainlitContext.Provider value={api}>{children}</ChainlitContext.Provider>;
}
