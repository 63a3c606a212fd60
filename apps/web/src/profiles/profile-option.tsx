import Check from 'lucide-react/icons/check';
import { DropdownMenu } from 'radix-ui';
import type { Profile } from '../chat-client/project.js';
import { NamedIcon } from '../icons/named-icon.js';
import { Markdown } from '../markdown/markdown.js';

export function ProfileOption({ profile }: { profile: Profile }) {
  return (
    <DropdownMenu.RadioItem
      value={profile.name}
      data-profile={profile.name}
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
  );
}
