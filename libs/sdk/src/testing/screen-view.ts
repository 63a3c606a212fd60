import { text } from 'node:stream/consumers';
import { MESSAGE_TYPES } from '#libs/contracts';
import type { AcceptedFiles, ActionDto, AskSpecDto, ElementDto, JsonObject, StepDto } from '#libs/contracts';
import { fileKey } from '#libs/files';
import type { FileStore } from '#libs/files';
import type { Screen } from './screen.js';

/** A message as the user sees it. */
export interface TestMessage {
  readonly id: string;
  readonly author: string;
  readonly content: string;
  readonly isError: boolean;
  readonly type: 'assistant_message' | 'system_message' | 'user_message';
  /** Of a message that is code: its language. */
  readonly language?: string;
  readonly metadata: JsonObject;
}

/** A step of the tree as the user sees it. */
export interface TestStep {
  readonly name: string;
  readonly type: string;
  readonly input: string;
  readonly output: string;
  readonly isError: boolean;
}

/** A button as the user sees it. */
export interface TestAction {
  readonly name: string;
  readonly label: string;
  readonly payload: JsonObject;
  readonly tooltip: string;
}

/** A question as the user sees it. */
export interface TestAsk {
  readonly type: AskSpecDto['type'];
  readonly content: string;
  /** Of an action ask: what there is to choose from. */
  readonly actions: readonly TestAction[];
  /** Of a file ask. */
  readonly accept?: AcceptedFiles;
  readonly maxFiles?: number;
  readonly maxSizeMb?: number;
}

/** An element as the user sees it. */
export interface TestElement {
  readonly id: string;
  readonly type: ElementDto['type'];
  readonly name: string;
  readonly display: ElementDto['display'];
  /** The message or step it belongs to. */
  readonly forId: string;
  readonly mime: string | undefined;
  readonly url: string | undefined;
  readonly props: JsonObject;
  /** What its file holds, as UTF-8. @throws Error when it has no file in the deployment */
  text(): Promise<string>;
}

/** The app's messages, oldest first. */
export function messagesOn(screen: Screen): TestMessage[] {
  return [...screen.steps.values()]
    .filter((step) => isMessage(step) && step.type !== 'user_message')
    .map((step) => ({
      id: step.id,
      author: step.name,
      content: step.output,
      isError: step.isError,
      type: step.type as TestMessage['type'],
      ...(step.language ? { language: step.language } : {}),
      metadata: step.metadata,
    }));
}

/** The steps of the tree, without the runs. */
export function stepsOn(screen: Screen): TestStep[] {
  return [...screen.steps.values()]
    .filter((step) => !isMessage(step) && step.type !== 'run')
    .map(({ name, type, input, output, isError }) => ({ name, type, input: input ?? '', output, isError }));
}

/** The buttons. */
export function actionsOn(screen: Screen): TestAction[] {
  return [...screen.actions.values()].map(shownAction);
}

/** The question; undefined when there is none. */
export function askOn({ ask, actions }: Screen): TestAsk | undefined {
  if (!ask) return undefined;
  const { type, keys = [], accept, maxFiles, maxSizeMb } = ask.spec;
  return {
    type,
    content: ask.step.output,
    actions: [...actions.values()].filter(({ id }) => keys.includes(id)).map(shownAction),
    ...(accept === undefined ? {} : { accept }),
    ...(maxFiles === undefined ? {} : { maxFiles }),
    ...(maxSizeMb === undefined ? {} : { maxSizeMb }),
  };
}

function shownAction({ name, label, payload, tooltip }: ActionDto): TestAction {
  return { name, label, payload, tooltip };
}

/** The elements, whose files are in the store. */
export function elementsOn(screen: Screen, files: FileStore): TestElement[] {
  return [...screen.elements.values()].map((element) => ({
    id: element.id,
    type: element.type,
    name: element.name,
    display: element.display,
    forId: element.forId,
    mime: element.mime ?? undefined,
    url: element.url ?? undefined,
    props: element.props ?? {},
    async text() {
      if (!element.chainlitKey)
        throw new Error(`The element "${element.name}" has no file here; its address is ${element.url}.`);
      return text(await files.read(fileKey(element.threadId, element.chainlitKey)));
    },
  }));
}

/** The button of this name or label that came last. @throws Error naming those that are there */
export function buttonOn(buttons: readonly ActionDto[], nameOrLabel: string): ActionDto {
  const found = buttons.findLast(({ name, label }) => name === nameOrLabel || label === nameOrLabel);
  if (found) return found;
  const there = buttons.map(({ name, label }) => `"${name}"${label ? ` (${label})` : ''}`);
  throw new Error(
    `There is no button "${nameOrLabel}"; there ${there.length > 0 ? `are ${there.join(', ')}` : 'is none at all'}.`,
  );
}

function isMessage({ type }: StepDto): boolean {
  return (MESSAGE_TYPES as readonly string[]).includes(type);
}
