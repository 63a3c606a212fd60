import ThumbsDown from 'lucide-react/icons/thumbs-down';
import ThumbsUp from 'lucide-react/icons/thumbs-up';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import { useFeedback } from '../chat-client/use-feedback.js';

const CHOICES = [
  { rating: 1, label: 'heddle.feedback.helpful', Icon: ThumbsUp },
  { rating: 0, label: 'heddle.feedback.notHelpful', Icon: ThumbsDown },
] as const;

export function FeedbackButtons({ run }: { run: ConversationStep }) {
  const { t } = useTranslation();
  const { value, rate } = useFeedback(run.id, {
    id: run.feedbackId || undefined,
    value: run.feedbackValue === 0 || run.feedbackValue === 1 ? run.feedbackValue : undefined,
  });
  return CHOICES.map(({ rating, label, Icon }) => (
    <button
      key={rating}
      type="button"
      aria-label={t(label)}
      aria-pressed={value === rating}
      onClick={() => void rate(rating).catch(() => toast.error(t('heddle.feedback.failed')))}
      className="flex size-7 items-center justify-center rounded-lg text-muted transition-colors hover:bg-hover hover:text-ink aria-pressed:text-accent"
    >
      <Icon aria-hidden className={`size-3.5 ${value === rating ? 'fill-current' : ''}`} />
    </button>
  ));
}
