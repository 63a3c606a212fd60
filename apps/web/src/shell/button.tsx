import { forwardRef, type ButtonHTMLAttributes } from 'react';

const VARIANTS = {
  plain: 'border border-line bg-surface hover:bg-hover',
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  danger: 'bg-danger text-surface hover:opacity-90',
} as const;

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: keyof typeof VARIANTS;
}

/** Forwards its ref, so that a dialog can give it the focus. */
export const Button = forwardRef<HTMLButtonElement, Props>(function Button(
  { variant = 'plain', className = '', type = 'button', ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      className={`flex h-10 items-center justify-center gap-2 rounded-xl px-4 text-sm font-medium transition-colors disabled:opacity-60 ${VARIANTS[variant]} ${className}`}
    />
  );
});
