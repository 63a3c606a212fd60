import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../chat-client/use-ask.js';
import { useChat } from '../chat-client/use-chat.js';
import { useTurn } from '../chat-client/use-turn.js';
import { focusComposer } from './focus-composer.js';
import { MessageField } from './message-field.js';
import { SendButton } from './send-button.js';

interface Props {
  appName: string;
  width: string;
}

export function Composer({ appName, width }: Props) {
  const { t } = useTranslation();
  const { send } = useChat();
  const { ask, answerText } = useAsk();
  const { isRunning, stop } = useTurn();
  const [text, setText] = useState('');
  const isStop = isRunning && ask === undefined;
  // Any other question is answered by its buttons, not by words.
  const isLocked = isStop || (ask !== undefined && ask.kind !== 'text');

  const submit = (): void => {
    const message = text.trim();
    if (message === '' || isLocked) return;
    if (ask?.kind === 'text') answerText(message);
    else send(message);
    setText('');
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isStop) stop();
        else submit();
        focusComposer();
      }}
      className={`mx-auto w-full px-3 pb-1 sm:px-6 ${width}`}
    >
      <div className="flex items-end gap-2 rounded-[1.6rem] border border-line bg-surface p-2 pl-5 shadow-card transition-colors focus-within:border-line-strong">
        <MessageField
          label={t('chat.input.placeholder', { app: appName })}
          text={text}
          onChange={setText}
          onEnter={submit}
        />
        <SendButton isStop={isStop} isDisabled={!isStop && (text.trim() === '' || isLocked)} />
      </div>
      <p className="px-2 py-2 text-center text-xs text-muted">{t('chat.watermark')}</p>
    </form>
  );
}
