import { DomainError } from '#libs/platform';
import { currentTurn } from '../turn/turn-scope.js';

/** How a notice looks. */
export type ToastType = 'info' | 'success' | 'warning' | 'error';

const TOAST_TYPES: readonly string[] = ['info', 'success', 'warning', 'error'] satisfies ToastType[];

/** Shows a short notice on the thread's screens, once. Who looks later does not see it. */
export async function toast(message: string, type: ToastType = 'info'): Promise<void> {
  if (!TOAST_TYPES.includes(type))
    throw new DomainError('invalid_input', `toast(): the type is one of ${TOAST_TYPES.join(', ')}.`);
  currentTurn('toast()').show({ kind: 'toast', message, level: type });
}

/** Tells the page how many more tokens a model has used; it adds them up. */
export async function tokenUsage(tokens: number): Promise<void> {
  if (!Number.isFinite(tokens) || tokens < 0)
    throw new DomainError('invalid_input', 'tokenUsage(): the number of tokens is 0 or more.');
  currentTurn('tokenUsage()').show({ kind: 'token-usage', tokens });
}
