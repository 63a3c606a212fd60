import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';

interface Props {
  Icon: LucideIcon;
  label: string;
  onSelect: () => void;
  isDanger?: boolean;
}

export function MenuItem({ Icon, label, onSelect, isDanger = false }: Props) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      className={`flex items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm outline-none data-[highlighted]:bg-hover ${isDanger ? 'text-danger' : ''}`}
    >
      <Icon aria-hidden className="size-4" />
      {label}
    </DropdownMenu.Item>
  );
}
