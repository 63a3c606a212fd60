import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { toast } from 'sonner';
import type { ThreadSummary } from '../chat-client/use-thread-history.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { RenameDialog } from './rename-dialog.js';
import { ThreadMenu } from './thread-menu.js';

interface Props {
  thread: ThreadSummary;
  isCurrent: boolean;
  onOpen: () => void;
  onRename: (threadId: string, name: string) => Promise<void>;
  onRemove: (threadId: string) => Promise<void>;
}

export function ThreadLink({ thread, isCurrent, onOpen, onRename, onRemove }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'rename' | 'delete'>();
  const name = thread.name || t('threadHistory.thread.untitled');

  const attempt = (work: Promise<void>, success: string): void => {
    setDialog(undefined);
    work.then(
      () => toast.success(t(success)),
      () => toast.error(t('common.status.error.default')),
    );
  };

  return (
    <li className="group/thread relative">
      <Link
        to={`/thread/${thread.id}`}
        data-thread={thread.id}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={onOpen}
        className="block truncate rounded-xl py-1.5 pr-9 pl-3 text-sm text-soft hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:font-medium aria-[current]:text-ink"
      >
        {name}
      </Link>
      <ThreadMenu name={name} onRename={() => setDialog('rename')} onRemove={() => setDialog('delete')} />
      <RenameDialog
        isOpen={dialog === 'rename'}
        name={thread.name}
        onCancel={() => setDialog(undefined)}
        onRename={(next) => attempt(onRename(thread.id, next), 'threadHistory.thread.actions.rename.success')}
      />
      <ConfirmDialog
        isOpen={dialog === 'delete'}
        title={t('threadHistory.thread.actions.delete.title')}
        description={t('threadHistory.thread.actions.delete.description')}
        confirmLabel={t('threadHistory.thread.menu.delete')}
        isDanger
        onCancel={() => setDialog(undefined)}
        onConfirm={() => {
          attempt(onRemove(thread.id), 'threadHistory.thread.actions.delete.success');
          if (isCurrent) void navigate('/');
        }}
      />
    </li>
  );
}
