import { useTranslation } from 'react-i18next';
import type { ConversationStep } from '../chat-client/conversation-step.js';
import type { Profile, Project, Starter } from '../chat-client/project.js';
import { useSending } from '../chat-client/use-sending.js';
import { useAsk } from '../chat-client/use-ask.js';
import { useConversation } from '../chat-client/use-conversation.js';
import { useTurn } from '../chat-client/use-turn.js';
import { Composer } from '../composer/composer.js';
import { focusComposer } from '../composer/focus-composer.js';
import { drawnItems } from '../conversation/drawn-items.js';
import { MessageList } from '../conversation/message-list.js';
import { ThinkingIndicator } from '../conversation/thinking-indicator.js';
import { TaskCard } from '../tasks/task-card.js';
import { StarterChoice } from '../starters/starter-choice.js';
import { columnWidth } from './column-width.js';
import { Welcome } from './welcome.js';

interface Props {
  project: Project;
  profile: Profile | undefined;
  isReopening: boolean;
}

export function LiveConversation({ project, profile, isReopening }: Props) {
  const { t } = useTranslation();
  const { send } = useSending();
  const { ask } = useAsk();
  const steps = useConversation();
  const { isRunning, isExpected } = useTurn();
  const width = columnWidth(project);
  const isEmpty = drawnItems(steps, project.stepVisibility).length === 0;
  // A greeting of the app is not yet a conversation: suggestions stay until the user says something.
  const isOpening = isReopening && steps.length === 0;
  const isUntouched = !isOpening && !hasUserSpoken(steps);
  const isThinking = (isRunning || isExpected) && !isUntouched && !isSpeaking(steps.at(-1));

  const start = ({ message, command }: Starter): void => {
    send({ text: message, command });
    focusComposer();
  };
  const welcome = <Welcome project={project} profile={profile} />;
  // What the app waits for comes first: a suggestion would be a message beside the answer.
  const starters = ask === undefined && (
    <StarterChoice project={project} profile={profile} onChoose={start} />
  );

  return (
    <>
      {isOpening ? (
        <p role="status" className="flex flex-1 animate-pulse items-center justify-center text-muted">
          {t('heddle.conversation.opening')}
        </p>
      ) : isEmpty ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <div
            className={`mx-auto flex min-h-full flex-col items-center justify-center gap-8 px-4 py-6 sm:px-6 ${width}`}
          >
            {welcome}
            {starters}
          </div>
        </div>
      ) : (
        <MessageList
          steps={steps}
          visibility={project.stepVisibility}
          isRunning={isRunning}
          width={width}
          opening={isUntouched && <div className="mt-auto pb-2">{welcome}</div>}
        >
          {isThinking && <ThinkingIndicator />}
          {isUntouched && <div className="mb-auto pt-2">{starters}</div>}
        </MessageList>
      )}
      <TaskCard width={width} />
      <Composer project={project} width={width} />
    </>
  );
}

/** Answers to questions lie within the run that asked. */
function hasUserSpoken(steps: readonly ConversationStep[]): boolean {
  return steps.some(({ type, children }) => type === 'user_message' || hasUserSpoken(children));
}

/** Text that grows, or a step that says that it runs, is progress enough. */
function isSpeaking(step: ConversationStep | undefined): boolean {
  if (step === undefined) return false;
  const isItself = step.isStreaming
    ? step.output !== ''
    : step.type !== 'run' && step.start !== '' && step.end === '';
  return isItself || isSpeaking(step.children.at(-1));
}
