import Check from 'lucide-react/icons/check';
import ChevronDown from 'lucide-react/icons/chevron-down';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../chat-client/project.js';
import { focusComposer } from '../composer/focus-composer.js';
import { NamedIcon } from '../icons/named-icon.js';
import { Markdown } from '../markdown/markdown.js';

interface Props {
  profiles: readonly Profile[];
  selected: Profile | undefined;
  onChoose(profile: Profile): void;
}

export function ProfilePicker({ profiles, selected, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <DropdownMenu.Root>
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
          <DropdownMenu.RadioGroup
            value={selected?.name ?? ''}
            onValueChange={(name) => {
              const profile = profiles.find((candidate) => candidate.name === name);
              if (profile !== undefined && profile.name !== selected?.name) onChoose(profile);
            }}
          >
            {profiles.map((profile) => (
              <DropdownMenu.RadioItem
                key={profile.name}
                value={profile.name}
                className="flex items-start gap-3 rounded-xl p-2.5 outline-none data-[highlighted]:bg-hover"
              >
                <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
                  {profile.icon ? (
                    <NamedIcon icon={profile.icon} className="size-[18px]" />
                  ) : (
                    <span aria-hidden className="font-semibold">
                      {profile.displayName.slice(0, 1)}
                    </span>
                  )}
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{profile.displayName}</span>
                  {profile.description !== '' && (
                    <span className="block text-sm leading-snug text-muted">
                      <Markdown text={profile.description} />
                    </span>
                  )}
                </span>
                <DropdownMenu.ItemIndicator className="mt-1">
                  <Check aria-hidden className="size-4 text-accent" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
