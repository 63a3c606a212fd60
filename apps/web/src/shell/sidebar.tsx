import PanelLeftClose from 'lucide-react/icons/panel-left-close';
import SquarePen from 'lucide-react/icons/square-pen';
import { useTranslation } from 'react-i18next';
import { HistoryPanel } from '../history/history-panel.js';
import { AppMark } from './app-mark.js';
import { IconButton } from './icon-button.js';
import { SidebarFrame } from './sidebar-frame.js';
import type { SidebarState } from './use-sidebar.js';

interface Props {
  appName: string;
  currentId: string | undefined;
  state: SidebarState;
  onNewChat: () => void;
}

export function Sidebar({ appName, currentId, state, onNewChat }: Props) {
  const { t } = useTranslation();
  return (
    <SidebarFrame isDrawer={state.isDrawer} isOpen={state.isOpen} onClose={state.close}>
      <div className="flex h-14 shrink-0 items-center gap-2.5 pr-2.5 pl-5">
        <AppMark className="size-[22px] shrink-0 text-accent" />
        <span className="min-w-0 flex-1 truncate font-semibold tracking-tight">{appName}</span>
        <IconButton
          Icon={PanelLeftClose}
          label={t('threadHistory.sidebar.actions.close')}
          onClick={state.close}
        />
      </div>
      <div className="px-3 pb-2">
        <button
          type="button"
          data-new-chat
          onClick={onNewChat}
          className="flex h-9 w-full items-center gap-2.5 rounded-xl border border-line bg-surface px-3 text-sm font-medium hover:border-line-strong hover:bg-hover"
        >
          <SquarePen aria-hidden className="size-4 text-accent" />
          {t('navigation.newChat.button')}
        </button>
      </div>
      <HistoryPanel currentId={currentId} onOpen={state.closeDrawer} />
    </SidebarFrame>
  );
}
