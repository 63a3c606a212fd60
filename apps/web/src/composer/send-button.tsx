import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import { useTranslation } from 'react-i18next';

/** One button for both, so that the focus stays where it is when an answer begins or ends. */
export function SendButton({ isStop, isDisabled }: { isStop: boolean; isDisabled: boolean }) {
  const { t } = useTranslation();
  return (
    <button
      type="submit"
      data-composer={isStop ? 'stop' : 'send'}
      aria-label={t(isStop ? 'chat.input.actions.stop' : 'chat.input.actions.send')}
      disabled={isDisabled}
      className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-hover disabled:bg-hover disabled:text-muted"
    >
      {isStop ? (
        <Square aria-hidden className="size-3.5 fill-current" />
      ) : (
        <ArrowUp aria-hidden className="size-[18px]" />
      )}
    </button>
  );
}
