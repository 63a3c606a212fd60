import LogOut from 'lucide-react/icons/log-out';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useAccount, type Account } from '../chat-client/use-account.js';
import { MenuItem } from './menu-item.js';

export function UserMenu({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { signOut } = useAccount();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        data-user-menu
        aria-label={t('heddle.user.menu', { name: account.displayName })}
        className="flex size-9 shrink-0 items-center justify-center overflow-hidden rounded-full bg-accent-soft text-sm font-semibold text-accent uppercase"
      >
        {account.imageUrl ? (
          <img src={account.imageUrl} alt="" className="size-full object-cover" />
        ) : (
          [...account.displayName][0]
        )}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-40 min-w-52 animate-appear rounded-xl border border-line bg-surface p-1 shadow-float"
        >
          <DropdownMenu.Label className="px-2.5 py-2 text-sm">
            <span className="block truncate font-medium">{account.displayName}</span>
            {account.displayName !== account.identifier && (
              <span className="block truncate text-muted">{account.identifier}</span>
            )}
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <MenuItem Icon={LogOut} label={t('navigation.user.menu.logout')} onSelect={() => void signOut()} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
