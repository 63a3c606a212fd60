import type { ElementDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { Turn } from '../turn/turn.js';
import { Element } from './element.js';

/** How far a task is. */
export type TaskStatus = 'ready' | 'running' | 'failed' | 'done';

/** One line of a task list. Change it and `send` the list again. */
export class Task {
  title: string;
  status: TaskStatus;
  /** The message that the line leads to. */
  forId: string | undefined;

  constructor(options: { readonly title: string; readonly status?: TaskStatus; readonly forId?: string }) {
    this.title = options.title;
    this.status = options.status ?? 'ready';
    this.forId = options.forId;
  }
}

const MIME = 'application/json';
const NAME = 'tasklist';

/** What the app is at, beside the chat: a list of tasks that changes while the turn runs. */
export class TaskList extends Element {
  /** One word or two about the whole. */
  status: string;
  tasks: Task[];
  /** Keys of the contents that are in the store, the newest last. */
  private readonly versions: string[] = [];
  private sent: Promise<unknown> = Promise.resolve();

  constructor(options: { readonly status?: string; readonly tasks?: readonly Task[] } = {}) {
    super('tasklist', { name: NAME });
    this.status = options.status ?? 'Ready';
    this.tasks = [...(options.tasks ?? [])];
  }

  /** Appends a task. It is shown when the list is sent again. */
  async addTask(task: Task): Promise<void> {
    this.tasks.push(task);
  }

  /** Shows the list as it is now. */
  override async send(): Promise<this> {
    // Tasks that run side by side send it at the same time: what is shown last must not be an older state.
    const shown = this.sent.then(() => this.showIn(undefined, ''));
    this.sent = shown.catch(() => undefined);
    await shown;
    return this;
  }

  /** The same as `send`. */
  async update(): Promise<this> {
    return this.send();
  }

  protected async look(turn: Turn): Promise<Partial<ElementDto>> {
    const { status, tasks } = this;
    const lines = tasks.map((task) => ({
      title: task.title,
      status: task.status,
      forId: task.forId ?? null,
    }));
    // Clients fetch a content once: a new one has a new key.
    const key = turn.newId();
    const content = JSON.stringify({ status, tasks: lines });
    await turn.files.put(fileKey(turn.threadId, key), content, { name: NAME, type: MIME });
    this.versions.push(key);
    // Who was told of the one before may be fetching it.
    const outdated = this.versions.length > 2 ? this.versions.shift() : undefined;
    if (outdated) await turn.files.remove(fileKey(turn.threadId, outdated));
    return { chainlitKey: key, objectKey: key, mime: MIME };
  }
}
