import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Project } from '../chat-client/project.js';
import { useAsk } from '../chat-client/use-ask.js';
import { focusComposer, isFocusFree } from './focus-composer.js';
import { MessageForm } from './message-form.js';

const FileAsk = lazy(() => import('../ask/file-ask.js'));

interface Props {
  project: Project;
  width: string;
}

/** Where the user speaks: a message, or the answer to what the app asks. */
export function Composer({ project, width }: Props) {
  const { t } = useTranslation();
  const { ask, answerFiles } = useAsk();
  const isForFiles = ask?.kind === 'file';

  useEffect(() => {
    if (!isForFiles) return;
    return () => {
      if (isFocusFree()) focusComposer();
    };
  }, [isForFiles]);

  return (
    <div className={`relative mx-auto w-full px-3 pb-1 sm:px-6 ${width}`}>
      {isForFiles && (
        <Suspense>
          <FileAsk key={ask.messageId} ask={ask} onAnswer={answerFiles} />
        </Suspense>
      )}
      {/* Kept where it is while files are asked for: what is written in it is not lost. */}
      <div hidden={isForFiles}>
        <MessageForm project={project} />
      </div>
      <p className="px-2 py-2 text-center text-xs text-muted">{t('chat.watermark')}</p>
    </div>
  );
}
