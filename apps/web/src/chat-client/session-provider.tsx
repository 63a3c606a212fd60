import { addMessage, messagesState, useChatSession, type IStep } from '@chainlit/react-client';
import { createContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSetRecoilState } from 'recoil';
import { ConnectionMonitor } from './connection-monitor.js';
import { Outbox } from './outbox.js';
import { useAccount } from './use-account.js';

export interface SessionParts {
  readonly outbox: Outbox;
  readonly monitor: ConnectionMonitor;
}

export const SessionContext = createContext<SessionParts | undefined>(undefined);

/** Gives each new socket of react-client to the outbox and the monitor. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { session } = useChatSession();
  const { refresh } = useAccount();
  const setMessages = useSetRecoilState(messagesState);
  const refreshAccount = useRef(refresh);
  refreshAccount.current = refresh;

  const [parts] = useState<SessionParts>(() => ({
    outbox: new Outbox((message: IStep) => setMessages((messages) => addMessage(messages, message))),
    monitor: new ConnectionMonitor(() => void refreshAccount.current()),
  }));

  const socket = session?.socket;
  useEffect(() => {
    if (socket === undefined) return;
    const detachMonitor = parts.monitor.attach(socket);
    const detachOutbox = parts.outbox.attach(socket);
    return () => {
      detachMonitor();
      detachOutbox();
    };
  }, [socket, parts]);

  return <SessionContext.Provider value={parts}>{children}</SessionContext.Provider>;
}
