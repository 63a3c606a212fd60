import type { IStep } from '@chainlit/react-client';
import type { ConversationStep } from './conversation-step.js';

/**
 * react-client mutates its steps and copies every branch of the tree at each token, so neither identity nor a
 * comparison of two of its objects says what changed. This cache turns each snapshot into immutable steps and
 * hands out the earlier object wherever the content is the same; components can then be memoised by identity.
 */
export class StepCache {
  private steps = new Map<string, ConversationStep>();
  private roots: readonly ConversationStep[] = [];

  share(snapshot: readonly IStep[]): readonly ConversationStep[] {
    const next = new Map<string, ConversationStep>();
    const roots = snapshot.map((step) => this.shareStep(step, next));
    this.steps = next;
    if (!isSameList(roots, this.roots)) this.roots = roots;
    return this.roots;
  }

  private shareStep(source: IStep, next: Map<string, ConversationStep>): ConversationStep {
    const earlier = this.steps.get(source.id);
    const children = (source.steps ?? []).map((child) => this.shareStep(child, next));
    const shared =
      earlier !== undefined && isSameList(children, earlier.children) ? earlier.children : children;
    const step = toConversationStep(source, shared);
    const kept = earlier !== undefined && isSameStep(step, earlier) ? earlier : step;
    next.set(source.id, kept);
    return kept;
  }
}

function toConversationStep(source: IStep, children: readonly ConversationStep[]): ConversationStep {
  return {
    id: source.id,
    type: source.type,
    name: text(source.metadata?.['avatarName']) || source.name,
    input: source.input ?? '',
    output: source.output ?? '',
    createdAt: timestamp(source.createdAt),
    start: timestamp(source.start),
    end: timestamp(source.end),
    isError: source.isError ?? false,
    isStreaming: source.streaming ?? false,
    isOpenByDefault: source.defaultOpen ?? false,
    isFoldedAtEnd: 'autoCollapse' in source && source.autoCollapse === true,
    language: source.language ?? '',
    inputLanguage: inputLanguage(source.showInput),
    icon: text(source.metadata?.['icon']),
    command: text(source.command),
    feedbackId: source.feedback?.id ?? '',
    feedbackValue: source.feedback?.value,
    children,
  };
}

/** Stored threads may carry the flag as a string; only an actual language, or `true`, shows the input. */
function inputLanguage(showInput: boolean | string | undefined): string | undefined {
  if (showInput === undefined || showInput === false || showInput === 'false' || showInput === '')
    return undefined;
  return showInput === true || showInput === 'true' ? 'json' : showInput;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function timestamp(value: number | string | null | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? new Date(value).toISOString() : value;
}

function isSameStep(a: ConversationStep, b: ConversationStep): boolean {
  return (Object.keys(a) as (keyof ConversationStep)[]).every((key) => a[key] === b[key]);
}

function isSameList(a: readonly ConversationStep[], b: readonly ConversationStep[]): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}
