import { isMessage, type ConversationStep } from '../chat-client/conversation-step.js';
import type { StepVisibility } from '../chat-client/project.js';

export interface DrawnItem {
  readonly kind: 'message' | 'greeting' | 'step' | 'failure';
  readonly step: ConversationStep;
  /** The run that a rating belongs to, on the last answer of its turn. */
  readonly run?: ConversationStep;
}

/** Runs that only frame a handler: what is in them is drawn, they are not. */
const FRAMES = new Set(['on_chat_start', 'on_chat_resume', 'on_message', 'on_audio_end']);

/** What the app says in these it says by itself. */
const GREETINGS = new Set(['on_chat_start', 'on_chat_resume']);

/** The conversation from top to bottom: messages side by side with the outermost visible steps. */
export function drawnItems(steps: readonly ConversationStep[], visibility: StepVisibility): DrawnItem[] {
  return steps.flatMap((step) => {
    if (isMessage(step)) return [{ kind: 'message', step }, ...drawnItems(step.children, visibility)];
    if (isVisible(step, visibility)) return [{ kind: 'step', step }, ...messagesWithin(step)];
    const inside = drawnItems(step.children, visibility);
    return step.type === 'run' ? closeRun(step, inside) : inside;
  });
}

/** The steps directly below one, skipping those that are not shown. */
export function visibleSubsteps(step: ConversationStep, visibility: StepVisibility): ConversationStep[] {
  return step.children.flatMap((child) => {
    if (isMessage(child)) return [];
    return isVisible(child, visibility) ? [child] : visibleSubsteps(child, visibility);
  });
}

function isVisible(step: ConversationStep, visibility: StepVisibility): boolean {
  if (step.type === 'run' && FRAMES.has(step.name)) return false;
  if (visibility === 'hidden') return false;
  return visibility === 'full' || step.type === 'tool';
}

function closeRun(run: ConversationStep, inside: DrawnItem[]): DrawnItem[] {
  // A handler that threw leaves its error only here.
  if (run.isError && run.output !== '') return [...inside, { kind: 'failure', step: run }];
  if (GREETINGS.has(run.name)) return inside.map(toGreeting);
  const last = inside.at(-1);
  const isRateable = run.name === 'on_message' && run.end !== '' && last?.kind === 'message';
  return isRateable && last !== undefined ? [...inside.slice(0, -1), { ...last, run }] : inside;
}

function toGreeting(item: DrawnItem): DrawnItem {
  return item.kind === 'message' ? { ...item, kind: 'greeting' } : item;
}

/** An answer sent from inside a step is for the user, and must not vanish when the step is folded. */
function messagesWithin(step: ConversationStep): DrawnItem[] {
  return step.children.flatMap((child) => {
    const own: DrawnItem[] = isMessage(child) ? [{ kind: 'message', step: child }] : [];
    return [...own, ...messagesWithin(child)];
  });
}
