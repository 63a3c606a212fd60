import Check from 'lucide-react/icons/check';
import Monitor from 'lucide-react/icons/monitor';
import Moon from 'lucide-react/icons/moon';
import Sun from 'lucide-react/icons/sun';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../shell/icon-button.js';
import type { ThemeChoice } from './theme-choice.js';
import { useTheme } from './theme-provider.js';

const CHOICES = [
  { choice: 'light', Icon: Sun },
  { choice: 'dark', Icon: Moon },
  { choice: 'system', Icon: Monitor },
] as const;

export function ThemeMenu() {
  const { t } = useTranslation();
  const { choice: current, isDark, choose } = useTheme();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <IconButton Icon={isDark ? Moon : Sun} label={t('heddle.theme.label')} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-40 min-w-40 animate-appear rounded-xl border border-line bg-surface p-1 shadow-float"
        >
          <DropdownMenu.RadioGroup value={current} onValueChange={(next) => choose(next as ThemeChoice)}>
            {CHOICES.map(({ choice, Icon }) => (
              <DropdownMenu.RadioItem
                key={choice}
                value={choice}
                className="flex items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm outline-none data-[highlighted]:bg-hover"
              >
                <Icon aria-hidden className="size-4" />
                <span className="flex-1">{t(`navigation.header.theme.${choice}`)}</span>
                <DropdownMenu.ItemIndicator>
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
