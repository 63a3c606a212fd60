import type { LucideIcon } from 'lucide-react';
import { forwardRef, type ButtonHTMLAttributes } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  Icon: LucideIcon;
  label: string;
}

/** Forwards its ref and props, so that it can be the trigger of a menu. */
export const IconButton = forwardRef<HTMLButtonElement, Props>(function IconButton(
  { Icon, label, ...rest },
  ref,
) {
  return (
    <button
      ref={ref}
      type="button"
      title={label}
      aria-label={label}
      className="flex size-9 shrink-0 items-center justify-center rounded-xl text-soft transition-colors hover:bg-hover hover:text-ink data-[state=open]:bg-hover"
      {...rest}
    >
      <Icon aria-hidden className="size-[18px]" />
    </button>
  );
});
