import Check from 'lucide-react/icons/check';
import { DropdownMenu } from 'radix-ui';
import { useId } from 'react';
import type { Profile } from '../chat-client/project.js';
import { NamedIcon } from '../icons/named-icon.js';
import { Markdown } from '../markdown/markdown.js';

/** React 18 does not know the attribute. A link or a table in what can be chosen must not take the focus from it. */
const INERT = { inert: '' };

export function ProfileOption({ profile }: { profile: Profile }) {
  const about = useId();
  return (
    <DropdownMenu.RadioItem
      value={profile.name}
      data-profile={profile.name}
      aria-describedby={profile.description === '' ? undefined : about}
      className="flex items-start gap-3 rounded-xl p-2.5 outline-none data-[highlighted]:bg-hover"
    >
      <span className="flex size-9 shrink-0 items-center justify-center rounded-lg bg-accent-soft text-accent">
        {profile.icon ? (
          <NamedIcon icon={profile.icon} className="size-[18px]" />
        ) : (
          <span aria-hidden className="font-semibold">
            {[...profile.displayName][0]}
          </span>
        )}
      </span>
      <span className="min-w-0 flex-1">
        <span dir="auto" className="block truncate text-left font-medium">
          {profile.displayName}
        </span>
        {profile.description !== '' && (
          <span id={about} {...INERT} className="block text-sm leading-snug text-muted">
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
