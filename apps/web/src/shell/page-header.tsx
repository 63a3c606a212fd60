import KeyRound from 'lucide-react/icons/key-round';
import PanelLeft from 'lucide-react/icons/panel-left';
import SquarePen from 'lucide-react/icons/square-pen';
import { useTranslation } from 'react-i18next';
import type { Profile, Project } from '../chat-client/project.js';
import { useAccount } from '../chat-client/use-account.js';
import { ProfilePicker } from '../profiles/profile-picker.js';
import { ThemeMenu } from '../theme/theme-menu.js';
import { IconButton } from './icon-button.js';
import type { Keys } from './use-keys.js';
import type { SidebarState } from './use-sidebar.js';
import { UserMenu } from './user-menu.js';

interface Props {
  project: Project;
  profile: Profile | undefined;
  sidebar: SidebarState;
  keys: Keys;
  beginning: { newChat: () => void; switchProfile: (profile: Profile) => void };
}

export function PageHeader({ project, profile, sidebar, beginning, keys }: Props) {
  const { t } = useTranslation();
  const { account } = useAccount();
  const hasColumn = project.hasHistory && sidebar.isOpen && !sidebar.isDrawer;
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 px-2.5">
      {project.hasHistory && !hasColumn && (
        <IconButton Icon={PanelLeft} label={t('threadHistory.sidebar.actions.open')} onClick={sidebar.open} />
      )}
      {!hasColumn && (
        <IconButton
          Icon={SquarePen}
          label={t('navigation.newChat.button')}
          data-new-chat
          onClick={beginning.newChat}
        />
      )}
      <div className="flex min-w-0 flex-1 items-center">
        {project.profiles.length > 1 ? (
          <ProfilePicker profiles={project.profiles} selected={profile} onChoose={beginning.switchProfile} />
        ) : (
          <span className="truncate px-3 font-medium">{project.name}</span>
        )}
      </div>
      {keys.keys.length > 0 && (
        <IconButton Icon={KeyRound} label={t('heddle.userEnv.change')} data-keys onClick={keys.open} />
      )}
      <ThemeMenu />
      {account !== undefined && (
        <div className="pl-1.5">
          <UserMenu account={account} />
        </div>
      )}
    </header>
  );
}
