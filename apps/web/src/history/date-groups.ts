import type { ThreadSummary } from '../chat-client/use-thread-history.js';

export interface DateGroup {
  /** A key of `threadHistory.sidebar.timeframes`, or undefined for the month in `month`. */
  readonly timeframe: 'today' | 'yesterday' | 'previous7days' | 'previous30days' | undefined;
  readonly month: string;
  readonly threads: readonly ThreadSummary[];
}

/** Consecutive threads of one period, in the order they come in. */
export function dateGroups(threads: readonly ThreadSummary[], now: Date, language: string): DateGroup[] {
  const monthName = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' });
  const groups: { timeframe: DateGroup['timeframe']; month: string; threads: ThreadSummary[] }[] = [];
  for (const thread of threads) {
    const date = new Date(thread.updatedAt);
    const timeframe = timeframeOf(date, now);
    const month = timeframe === undefined ? monthName.format(date) : '';
    const last = groups.at(-1);
    if (last !== undefined && last.timeframe === timeframe && last.month === month) last.threads.push(thread);
    else groups.push({ timeframe, month, threads: [thread] });
  }
  return groups;
}

function timeframeOf(date: Date, now: Date): DateGroup['timeframe'] {
  const days = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days <= 7) return 'previous7days';
  return days <= 30 ? 'previous30days' : undefined;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
