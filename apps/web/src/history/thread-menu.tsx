import Ellipsis from 'lucide-react/icons/ellipsis';
import Pencil from 'lucide-react/icons/pencil';
import Trash from 'lucide-react/icons/trash';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { MenuItem } from '../shell/menu-item.js';

interface Props {
  name: string;
  onRename: () => void;
  onRemove: () => void;
}

export function ThreadMenu({ name, onRename, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        aria-label={t('heddle.history.menu', { name })}
        className="absolute top-1 right-1 flex size-7 items-center justify-center rounded-lg text-muted hover:text-ink focus-visible:opacity-100 data-[state=open]:opacity-100 pointer-fine:opacity-0 pointer-fine:group-hover/thread:opacity-100"
      >
        <Ellipsis aria-hidden className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          className="z-50 min-w-40 animate-appear rounded-xl border border-line bg-surface p-1 shadow-float"
        >
          <MenuItem Icon={Pencil} label={t('threadHistory.thread.menu.rename')} onSelect={onRename} />
          <MenuItem Icon={Trash} label={t('threadHistory.thread.menu.delete')} onSelect={onRemove} isDanger />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
