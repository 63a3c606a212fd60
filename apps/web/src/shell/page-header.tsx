import PanelLeft from 'lucide-react/icons/panel-left';
import SquarePen from 'lucide-react/icons/square-pen';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../chat-client/use-account.js';
import { ThemeMenu } from '../theme/theme-menu.js';
import { IconButton } from './icon-button.js';
import { UserMenu } from './user-menu.js';

interface Props {
  hasSidebar: boolean;
  isSidebarOpen: boolean;
  onOpenSidebar(): void;
  onNewChat(): void;
  /** The profile picker, or the app's name. */
  children: ReactNode;
}

export function PageHeader({ hasSidebar, isSidebarOpen, onOpenSidebar, onNewChat, children }: Props) {
  const { t } = useTranslation();
  const { account } = useAccount();
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-2.5">
      {hasSidebar && !isSidebarOpen && (
        <IconButton Icon={PanelLeft} label={t('threadHistory.sidebar.actions.open')} onClick={onOpenSidebar} />
      )}
      {!isSidebarOpen && (
        <IconButton Icon={SquarePen} label={t('navigation.newChat.button')} data-new-chat onClick={onNewChat} />
      )}
      <div className="flex min-w-0 flex-1 items-center">{children}</div>
      <ThemeMenu />
      {account !== undefined && (
        <div className="pl-1.5">
          <UserMenu account={account} />
        </div>
      )}
    </header>
  );
}
