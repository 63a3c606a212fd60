import { addMessage, messagesState, useChatSession, type IStep } from '@chainlit/react-client';
import { createContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { useSetRecoilState } from 'recoil';
import { AskDesk } from './ask-desk.js';
import { ConnectionMonitor } from './connection-monitor.js';
import { Outbox } from './outbox.js';
import { useAccount } from './use-account.js';

export interface SessionParts {
  readonly outbox: Outbox;
  readonly monitor: ConnectionMonitor;
  readonly asks: AskDesk;
  /** Puts a message of the user's own on the screen: the server does not send it back. */
  readonly show: (message: IStep) => void;
}

export const SessionContext = createContext<SessionParts | undefined>(undefined);

/** Gives each new socket of react-client to the parts that follow one. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { session } = useChatSession();
  const { refresh } = useAccount();
  const setMessages = useSetRecoilState(messagesState);
  const refreshAccount = useRef(refresh);
  refreshAccount.current = refresh;

  const [parts] = useState<SessionParts>(() => {
    const show = (message: IStep): void => setMessages((messages) => addMessage(messages, message));
    return {
      outbox: new Outbox(show),
      monitor: new ConnectionMonitor(() => void refreshAccount.current()),
      asks: new AskDesk(),
      show,
    };
  });

  useEffect(() => {
    // The browser asks in its own words.
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (parts.outbox.holdsUnsent()) event.preventDefault();
    };
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [parts]);

  const socket = session?.socket;
  useEffect(() => {
    if (socket === undefined) return;
    const detach = [parts.monitor, parts.outbox, parts.asks].map((part) => part.attach(socket));
    return () => detach.forEach((end) => end());
  }, [socket, parts]);

  return <SessionContext.Provider value={parts}>{children}</SessionContext.Provider>;
}
