export type StepKind =
  | 'user_message'
  | 'assistant_message'
  | 'system_message'
  | 'run'
  | 'tool'
  | 'llm'
  | 'embedding'
  | 'retrieval'
  | 'rerank'
  | 'undefined';

/** A step as the page draws it: immutable, and the same object for as long as nothing in it changes. */
export interface ConversationStep {
  readonly id: string;
  readonly type: StepKind;
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly createdAt: string;
  readonly start: string;
  readonly end: string;
  readonly isError: boolean;
  readonly isStreaming: boolean;
  readonly isOpenByDefault: boolean;
  readonly isFoldedAtEnd: boolean;
  readonly language: string;
  readonly inputLanguage: string | undefined;
  readonly icon: string;
  /** Of a user's message: what was picked to go with it. */
  readonly command: string;
  readonly feedbackId: string;
  readonly feedbackValue: number | undefined;
  readonly children: readonly ConversationStep[];
}

export function isMessage(step: ConversationStep): boolean {
  return step.type.endsWith('_message');
}
