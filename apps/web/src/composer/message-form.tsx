import { useTranslation } from 'react-i18next';
import type { Project } from '../chat-client/project.js';
import { AskNote } from '../ask/ask-note.js';
import { ElementAsk } from '../ask/element-ask.js';
import { CommandMenu, COMMAND_MENU_ID, commandOptionId } from '../commands/command-menu.js';
import { UploadList } from '../uploads/upload-list.js';
import { useFileDrop } from '../uploads/use-file-drop.js';
import { ComposerTools } from './composer-tools.js';
import { focusComposer } from './focus-composer.js';
import { MessageField } from './message-field.js';
import { SendButton } from './send-button.js';
import { useMessageForm } from './use-message-form.js';

export function MessageForm({ project }: { project: Project }) {
  const { t } = useTranslation();
  const form = useMessageForm(project);
  const { text, ask, attachments, menu, isStop } = form;
  const takesFiles = project.uploads !== undefined && ask === undefined;
  const isOver = useFileDrop(takesFiles, attachments.add);
  const optionId = menu.active && commandOptionId(menu.active);

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isStop) form.stop();
        else form.submit();
        focusComposer();
      }}
    >
      {ask?.kind === 'text' && <AskNote ask={ask} label={t('heddle.ask.text')} />}
      {ask?.kind === 'action' && <AskNote ask={ask} label={t('heddle.ask.action')} />}
      {ask?.kind === 'element' && <ElementAsk ask={ask} onDecline={form.decline} />}
      {menu.found.length > 0 && (
        <CommandMenu commands={menu.found} active={menu.active} onChoose={menu.choose} />
      )}
      <div
        data-dropping={isOver}
        className="flex flex-col gap-2 rounded-[1.6rem] border border-line bg-surface p-2 shadow-card transition-colors focus-within:border-line-strong data-[dropping=true]:border-accent data-[dropping=true]:bg-accent-soft"
      >
        {takesFiles && (
          <UploadList
            uploads={attachments.uploads}
            refusals={attachments.refusals}
            onRemove={attachments.remove}
          />
        )}
        <div className="flex items-end gap-2 pl-3">
          <MessageField
            label={t('chat.input.placeholder', { app: project.name })}
            text={text}
            onChange={form.setText}
            onEnter={form.submit}
            onKey={menu.onKey}
            onFiles={takesFiles ? attachments.add : undefined}
            menu={menu.found.length > 0 ? { id: COMMAND_MENU_ID, optionId } : undefined}
          />
          <SendButton isStop={isStop} isDisabled={isStop ? !form.isOnline : form.isEmpty || form.isLocked} />
        </div>
        <ComposerTools project={project} attachments={attachments} choice={form.choice} />
      </div>
    </form>
  );
}
