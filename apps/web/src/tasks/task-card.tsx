import ChevronRight from 'lucide-react/icons/chevron-right';
import CircleCheck from 'lucide-react/icons/circle-check';
import Circle from 'lucide-react/icons/circle';
import CircleExclamation from 'lucide-react/icons/circle-exclamation-point';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import { useTranslation } from 'react-i18next';
import { useTaskList, type Task, type TaskState } from '../chat-client/use-task-list.js';

const ICONS: Record<TaskState, { Icon: typeof Circle; look: string }> = {
  ready: { Icon: Circle, look: 'text-muted' },
  running: { Icon: LoaderCircle, look: 'animate-spin text-accent' },
  done: { Icon: CircleCheck, look: 'text-accent' },
  failed: { Icon: CircleExclamation, look: 'text-danger' },
};

/** What the app is doing, above the composer: one line that opens to the whole list. */
export function TaskCard({ width }: { width: string }) {
  const { t } = useTranslation();
  const { taskList, hasFailed } = useTaskList();
  const column = `mx-auto w-full px-3 sm:px-6 ${width}`;
  if (taskList === undefined) {
    return hasFailed ? (
      <p role="alert" className={`pb-2 text-sm text-danger ${column}`}>
        {t('heddle.tasks.unloaded')}
      </p>
    ) : null;
  }
  const { status, tasks } = taskList;
  const done = tasks.filter(({ state }) => state === 'done').length;
  const current = tasks.find(({ state }) => state === 'running');
  return (
    <div className={column}>
      <details
        data-tasks
        className="group/tasks mb-2 rounded-2xl border border-line bg-surface text-sm shadow-card"
      >
        <summary className="flex cursor-pointer list-none items-center gap-2.5 rounded-2xl px-4 py-2 hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-4 shrink-0 text-muted transition-transform group-open/tasks:rotate-90"
          />
          {/* Relative: what is for screen readers only would widen the page, out of sight beyond a long line. */}
          <span role="status" className="relative min-w-0 flex-1 truncate">
            <span className="font-medium">{status || t('heddle.tasks.label')}</span>
            {current !== undefined && <span className="text-soft"> · {current.title}</span>}
            <span className="sr-only"> {t('heddle.tasks.count', { done, count: tasks.length })}</span>
          </span>
          <span aria-hidden className="shrink-0 text-xs text-muted tabular-nums">
            {done}/{tasks.length}
          </span>
        </summary>
        <ul className="flex max-h-48 flex-col gap-1 overflow-y-auto border-t border-line px-4 py-2.5">
          {tasks.map((task, index) => (
            // Tasks have no names of their own but their places.
            <TaskLine key={index} task={task} />
          ))}
        </ul>
      </details>
    </div>
  );
}

function TaskLine({ task: { title, state } }: { task: Task }) {
  const { t } = useTranslation();
  const { Icon, look } = ICONS[state] ?? ICONS.ready;
  return (
    <li data-task={state} className="flex items-center gap-2.5">
      <Icon aria-hidden className={`size-4 shrink-0 ${look}`} />
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{title}</span>
      <span className={`shrink-0 text-xs ${state === 'failed' ? 'text-danger' : 'text-muted'}`}>
        {t(`heddle.tasks.${state}`)}
      </span>
    </li>
  );
}
