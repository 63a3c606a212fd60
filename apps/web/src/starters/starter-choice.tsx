import { useState } from 'react';
import type { Profile, Project, Starter } from '../chat-client/project.js';
import { NamedIcon } from '../icons/named-icon.js';
import { StarterGrid } from './starter-grid.js';

interface Props {
  project: Project;
  profile: Profile | undefined;
  onChoose: (starter: Starter) => void;
}

/** Categories come before everything; a profile's own starters, even none, come before the app's. */
export function StarterChoice({ project, profile, onChoose }: Props) {
  const [chosen, setChosen] = useState(0);
  const { starterCategories: categories } = project;
  if (categories.length === 0) {
    return <StarterGrid starters={profile?.starters ?? project.starters} onChoose={onChoose} />;
  }
  return (
    <div className="flex w-full flex-col items-center gap-3">
      <div className="flex flex-wrap justify-center gap-2">
        {categories.map(({ label, icon }, index) => (
          <button
            key={label}
            type="button"
            aria-pressed={index === chosen}
            onClick={() => setChosen(index)}
            className="flex items-center gap-2 rounded-full border border-line px-3 py-1 text-sm text-soft hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
          >
            {icon && <NamedIcon icon={icon} className="size-4" />}
            {label}
          </button>
        ))}
      </div>
      <StarterGrid starters={categories[chosen]?.starters ?? []} onChoose={onChoose} />
    </div>
  );
}
