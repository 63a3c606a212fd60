import { tasklistState } from '@chainlit/react-client';
import { useEffect, useState } from 'react';
import { useRecoilValue } from 'recoil';
import { assetUrl } from './endpoint.js';

export type TaskState = 'ready' | 'running' | 'failed' | 'done';

export interface Task {
  readonly title: string;
  readonly state: TaskState;
}

export interface TaskList {
  readonly status: string;
  readonly tasks: readonly Task[];
}

interface WireTaskList {
  status?: string | null;
  tasks?: { title: string; status: TaskState }[] | null;
}

/** What became of the newest address; what was shown before stays until it is there. */
interface Loaded {
  readonly taskList?: TaskList;
  readonly failedUrl?: string;
}

/** The app's list of what it is doing, as it was last sent. */
export function useTaskList(): { taskList: TaskList | undefined; hasFailed: boolean } {
  const url = useRecoilValue(tasklistState).at(-1)?.url;
  const [loaded, setLoaded] = useState<Loaded>({});

  useEffect(() => {
    if (url === undefined) return;
    const abort = new AbortController();
    fetchTaskList(assetUrl(url), abort.signal).then(
      (taskList) => setLoaded({ taskList }),
      () => !abort.signal.aborted && setLoaded((old) => ({ ...old, failedUrl: url })),
    );
    return () => abort.abort();
  }, [url]);

  if (url === undefined) return { taskList: undefined, hasFailed: false };
  return { taskList: loaded.taskList, hasFailed: loaded.failedUrl === url };
}

async function fetchTaskList(url: string, signal: AbortSignal): Promise<TaskList> {
  const response = await fetch(url, { credentials: 'include', signal });
  if (!response.ok) throw new Error(response.statusText);
  const { status, tasks } = (await response.json()) as WireTaskList;
  return {
    status: status ?? '',
    tasks: (tasks ?? []).map((task) => ({ title: task.title, state: task.status })),
  };
}
