import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import { useEffect, useLayoutEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../chat-client/use-ask.js';
import { useChat } from '../chat-client/use-chat.js';
import { useTurn } from '../chat-client/use-turn.js';
import { COMPOSER_ID, focusComposer } from './focus-composer.js';

const MAX_HEIGHT_PX = 220;

interface Props {
  appName: string;
  isDisabled: boolean;
  width: string;
}

export function Composer({ appName, isDisabled, width }: Props) {
  const { t } = useTranslation();
  const { send } = useChat();
  const { ask, answerText } = useAsk();
  const { isRunning, stop } = useTurn();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const isStoppable = isRunning && ask === undefined;
  // Any other question is answered by its buttons, not by words.
  const isLocked = isDisabled || (ask !== undefined && ask.kind !== 'text');

  useEffect(focusComposer, []);

  useLayoutEffect(() => {
    if (field.current === null) return;
    field.current.style.height = 'auto';
    field.current.style.height = `${Math.min(field.current.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isStoppable) {
      stop();
    } else if (text.trim() !== '' && !isLocked) {
      if (ask?.kind === 'text') answerText(text.trim());
      else send(text.trim());
      setText('');
    }
    focusComposer();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, Enter chooses a character.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (!isStoppable) submit(event);
  };

  return (
    <form onSubmit={submit} className={`mx-auto w-full px-3 pb-1 sm:px-6 ${width}`}>
      <div className="flex items-end gap-2 rounded-[1.6rem] border border-line bg-surface p-2 pl-5 shadow-card transition-colors focus-within:border-line-strong">
        <label htmlFor={COMPOSER_ID} className="sr-only">
          {t('chat.input.placeholder', { app: appName })}
        </label>
        <textarea
          id={COMPOSER_ID}
          ref={field}
          rows={1}
          value={text}
          disabled={isDisabled}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t('chat.input.placeholder', { app: appName })}
          className="max-h-56 min-h-9 flex-1 resize-none bg-transparent py-1.5 text-base leading-6 outline-none placeholder:text-muted sm:text-[15px]"
        />
        <button
          type="submit"
          aria-label={t(isStoppable ? 'chat.input.actions.stop' : 'chat.input.actions.send')}
          disabled={!isStoppable && (text.trim() === '' || isLocked)}
          className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-hover disabled:bg-hover disabled:text-muted"
        >
          {isStoppable ? (
            <Square aria-hidden className="size-3.5 fill-current" />
          ) : (
            <ArrowUp aria-hidden className="size-[18px]" />
          )}
        </button>
      </div>
      <p className="px-2 py-2 text-center text-xs text-muted">{t('chat.watermark')}</p>
    </form>
  );
}
