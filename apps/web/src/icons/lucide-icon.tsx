import { DynamicIcon, iconNames, type IconName } from 'lucide-react/dynamic';

const names = new Set<string>(iconNames);

/** In a chunk of its own: the table of some two thousand names is needed only where an app gives one. */
export default function LucideIcon({ name }: { name: string }) {
  return names.has(name) ? <DynamicIcon name={name as IconName} className="size-full" /> : null;
}
