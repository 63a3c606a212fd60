import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Counts down where one can look it up; a timer is not read out by itself. */
export function RemainingTime({ deadline }: { deadline: number }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);

  const seconds = Math.max(0, Math.round((deadline - now) / 1000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <span
      role="timer"
      data-remaining={seconds}
      aria-label={t('heddle.ask.remaining', { time: clock })}
      className="shrink-0 text-xs text-muted tabular-nums"
    >
      {clock}
    </span>
  );
}
