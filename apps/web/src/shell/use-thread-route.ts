import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useNavigationType, useParams, type NavigateFunction } from 'react-router';
import { toast } from 'sonner';
import type { Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useConnection } from '../chat-client/use-connection.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useResumeFailure } from '../chat-client/use-resume-failure.js';
import { useSending } from '../chat-client/use-sending.js';

/** An address that was asked for and is not gone to before the user says so. */
interface Departure {
  readonly to: string;
}

/** Keeps the address and the conversation the same thread, whichever of the two changes. */
export function useThreadRoute(project: Project) {
  const { threadId: routeId } = useParams();
  const navigate = useNavigate();
  const navigationType = useNavigationType();
  const { threadId: liveId } = useCurrentThread();
  const { startNew, open } = useChat();
  const { holdsUnsent, forgetUnsent } = useSending();
  const [departure, setDeparture] = useState<Departure>();
  useResumeProblem(routeId);

  const liveRef = useRef(liveId);
  liveRef.current = liveId;
  const shownRef = useRef<{ id: string | undefined }>();
  const isHeldBack = shownRef.current !== undefined && shownRef.current.id !== routeId && holdsUnsent();
  const isStored = routeId !== undefined && routeId !== liveId && !project.isResumable && !isHeldBack;

  useEffect(() => {
    const shown = shownRef.current;
    if (shown !== undefined && shown.id === routeId) return;
    if (shown !== undefined && routeId !== liveRef.current && holdsUnsent()) {
      setDeparture({ to: addressOf(routeId) });
      goBackTo(shown.id, navigationType, navigate);
      return;
    }
    shownRef.current = { id: routeId };
    if (routeId === liveRef.current) return;
    if (routeId !== undefined && !project.hasHistory) void navigate('/', { replace: true });
    else if (routeId !== undefined && project.isResumable) open(routeId);
    else startNew();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a change of the address opens anything
  }, [routeId]);

  useEffect(() => {
    if (liveId !== undefined && routeId === undefined && project.hasHistory) {
      void navigate(addressOf(liveId), { replace: true });
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a new thread moves the address
  }, [liveId]);

  return {
    threadId: routeId ?? liveId,
    isStored,
    isLeaving: departure !== undefined,
    stay: () => setDeparture(undefined),
    leave: () => {
      forgetUnsent();
      setDeparture(undefined);
      if (departure !== undefined) void navigate(departure.to);
    },
  };
}

/** As if the other address had not been asked for; whoever went back or forward is put where they were. */
function goBackTo(
  threadId: string | undefined,
  came: ReturnType<typeof useNavigationType>,
  navigate: NavigateFunction,
): void {
  if (came === 'PUSH') void navigate(-1);
  else void navigate(addressOf(threadId), { replace: came === 'REPLACE' });
}

function addressOf(threadId: string | undefined): string {
  return threadId === undefined ? '/' : `/thread/${threadId}`;
}

/** A thread that cannot be reopened: says why, and begins another. */
function useResumeProblem(routeId: string | undefined): void {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { threadId: liveId } = useCurrentThread();
  const { startNew } = useChat();
  const { failure, dismiss } = useResumeFailure();
  const { phase, reason } = useConnection();

  const isRefused = routeId !== undefined && liveId === undefined && phase === 'refused';
  const problem = failure ?? (isRefused ? (reason ?? '') : undefined);
  useEffect(() => {
    if (problem === undefined || MISSING_KEYS.test(problem)) return;
    toast.error(t('heddle.conversation.resumeFailed', { reason: problem }));
    dismiss();
    startNew();
    void navigate('/', { replace: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per problem
  }, [problem]);
}

/** The user can mend it, and goes on to the same thread then. */
const MISSING_KEYS = /^Missing user environment variable/;
