import ChevronDown from 'lucide-react/icons/chevron-down';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../chat-client/project.js';
import { focusComposer } from '../composer/focus-composer.js';
import { NamedIcon } from '../icons/named-icon.js';
import { ProfileOption } from './profile-option.js';

interface Props {
  profiles: readonly Profile[];
  selected: Profile | undefined;
  onChoose: (profile: Profile) => void;
}

export function ProfilePicker({ profiles, selected, onChoose }: Props) {
  const { t } = useTranslation();
  const choose = (name: string): void => {
    const profile = profiles.find((candidate) => candidate.name === name);
    if (profile !== undefined && profile.name !== selected?.name) onChoose(profile);
  };
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger
        data-profile-picker
        aria-label={t('heddle.profile.choose', { name: selected?.displayName ?? '' })}
        className="flex h-9 min-w-0 items-center gap-2 rounded-xl px-3 font-medium hover:bg-hover data-[state=open]:bg-hover"
      >
        {selected?.icon && <NamedIcon icon={selected.icon} className="size-[18px] text-accent" />}
        <span className="truncate">{selected?.displayName}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            focusComposer();
          }}
          className="z-40 max-h-[70dvh] w-80 max-w-[calc(100vw-1.5rem)] animate-appear overflow-y-auto rounded-2xl border border-line bg-surface p-1.5 shadow-float"
        >
          <DropdownMenu.RadioGroup value={selected?.name ?? ''} onValueChange={choose}>
            {profiles.map((profile) => (
              <ProfileOption key={profile.name} profile={profile} />
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
