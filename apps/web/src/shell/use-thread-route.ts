import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { toast } from 'sonner';
import type { Project } from '../chat-client/project.js';
import { useChat } from '../chat-client/use-chat.js';
import { useConnection } from '../chat-client/use-connection.js';
import { useCurrentThread } from '../chat-client/use-current-thread.js';
import { useResumeFailure } from '../chat-client/use-resume-failure.js';

/** Keeps the address and the conversation the same thread, whichever of the two changes. */
export function useThreadRoute(project: Project): { threadId: string | undefined; isStored: boolean } {
  const { threadId: routeId } = useParams();
  const navigate = useNavigate();
  const { t } = useTranslation();
  const { threadId: liveId } = useCurrentThread();
  const { startNew, open } = useChat();
  const { failure, dismiss } = useResumeFailure();
  const { phase, reason } = useConnection();
  const isStored = routeId !== undefined && routeId !== liveId && !project.isResumable;

  const liveRef = useRef(liveId);
  liveRef.current = liveId;

  useEffect(() => {
    if (routeId === liveRef.current) return;
    if (routeId !== undefined && !project.hasHistory) void navigate('/', { replace: true });
    else if (routeId !== undefined && project.isResumable) open(routeId);
    else startNew();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a change of the address opens anything
  }, [routeId]);

  useEffect(() => {
    if (liveId !== undefined && routeId === undefined && project.hasHistory) {
      void navigate(`/thread/${liveId}`, { replace: true });
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a new thread moves the address
  }, [liveId]);

  const isRefused = routeId !== undefined && liveId === undefined && phase === 'refused';
  const problem = failure ?? (isRefused ? (reason ?? '') : undefined);
  useEffect(() => {
    if (problem === undefined) return;
    toast.error(t('heddle.conversation.resumeFailed', { reason: problem }));
    dismiss();
    startNew();
    void navigate('/', { replace: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once per problem
  }, [problem]);

  return { threadId: routeId ?? liveId, isStored };
}
