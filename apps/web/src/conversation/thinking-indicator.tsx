import { useTranslation } from 'react-i18next';

export function ThinkingIndicator() {
  const { t } = useTranslation();
  return (
    <div data-thinking className="flex h-6 items-center gap-1.5">
      <span className="sr-only">{t('heddle.conversation.thinking')}</span>
      {[0, 160, 320].map((delay) => (
        <span
          key={delay}
          aria-hidden
          className="size-1.5 animate-pulse-dot rounded-full bg-accent"
          style={{ animationDelay: `${delay}ms` }}
        />
      ))}
    </div>
  );
}
