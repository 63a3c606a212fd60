import BookOpen from 'lucide-react/icons/book-open';
import CircleExclamation from 'lucide-react/icons/circle-exclamation-point';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import Sparkles from 'lucide-react/icons/sparkles';
import Workflow from 'lucide-react/icons/workflow';
import Wrench from 'lucide-react/icons/wrench';
import { useTranslation } from 'react-i18next';
import type { StepKind } from '../chat-client/conversation-step.js';
import { NamedIcon } from '../icons/named-icon.js';

const ICONS: Partial<Record<StepKind, typeof Wrench>> = {
  tool: Wrench,
  llm: Sparkles,
  retrieval: BookOpen,
  rerank: BookOpen,
  embedding: BookOpen,
};

interface Props {
  icon: string;
  type: StepKind;
  isRunning: boolean;
  isError: boolean;
}

export function StepStateIcon({ icon, type, isRunning, isError }: Props) {
  const { t } = useTranslation();
  if (isRunning)
    return (
      <LoaderCircle
        aria-label={t('heddle.steps.running')}
        className="size-4 shrink-0 animate-spin text-accent"
      />
    );
  if (isError)
    return (
      <CircleExclamation aria-label={t('heddle.steps.failed')} className="size-4 shrink-0 text-danger" />
    );
  if (icon !== '') return <NamedIcon icon={icon} className="size-4 text-muted" />;
  const Icon = ICONS[type] ?? Workflow;
  return <Icon aria-hidden className="size-4 shrink-0 text-muted" />;
}
