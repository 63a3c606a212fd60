import type {
  ElementDto,
  ElementOutput,
  ElementRemovedOutput,
  Json,
  StepDto,
  StepOutput,
  StepRemovedOutput,
  TurnEmittedDto,
  TurnOutput,
} from '#libs/contracts';
import { storableTime } from './storable.js';

/** Columns by their names. */
type Row = Record<string, Json | undefined>;

/** What a turn emitted, and when it was published. */
export interface EmittedRecord {
  readonly turn: TurnEmittedDto;
  /** ISO 8601. */
  readonly time: string;
}

/** What a record makes of its thread. */
export function threadRowOf({ turn, time }: EmittedRecord): Row {
  const { owner, chatProfile } = turn;
  const named = turn.outputs.findLast((output) => output.kind === 'thread-named');
  return {
    id: turn.threadId,
    tenant_id: owner.tenantId,
    user_id: owner.userId,
    guest_id: owner.guestId,
    user_identifier: turn.userIdentifier,
    app: turn.app,
    name: named?.name,
    metadata: chatProfile ? { chat_profile: chatProfile } : {},
    interacted: turn.interacted,
    fence: turn.fence,
    time,
  };
}

/** The rows of a record's steps, in the order in which it names them; of several about one step the last counts. */
export function stepRowsOf({ turn }: EmittedRecord): Row[] {
  const rows = new Map<string, Row>();
  for (const output of turn.outputs) {
    if (isStep(output)) rows.set(output.step.id, { ...originOf(turn), ...stepRow(output.step) });
    if (isStepRemoved(output)) rows.set(output.id, { ...originOf(turn), ...removedStepRow(output.id) });
  }
  return [...rows.values()];
}

/** The rows of a record's elements, likewise. */
export function elementRowsOf({ turn }: EmittedRecord): Row[] {
  const rows = new Map<string, Row>();
  for (const output of turn.outputs) {
    if (isElement(output)) rows.set(output.element.id, { ...originOf(turn), ...elementRow(output.element) });
    if (isElementRemoved(output)) rows.set(output.id, { ...originOf(turn), ...removedElementRow(output.id) });
  }
  return [...rows.values()];
}

function originOf(turn: TurnEmittedDto): Row {
  return {
    thread_id: turn.threadId,
    turn_id: turn.turnId,
    fence: turn.fence,
    sequence: turn.sequence,
  };
}

function stepRow(step: StepDto): Row {
  return {
    id: step.id,
    removed: false,
    parent_id: step.parentId,
    name: step.name,
    type: step.type,
    input: step.input,
    output: step.output,
    created_at: storableTime(step.createdAt),
    start: storableTime(step.start),
    end: storableTime(step.end),
    streaming: step.streaming,
    is_error: step.isError,
    wait_for_answer: step.waitForAnswer,
    command: step.command,
    language: step.language,
    show_input: step.showInput,
    default_open: step.defaultOpen,
    auto_collapse: step.autoCollapse,
    metadata: step.metadata,
    tags: step.tags,
  };
}

/** Nothing of a removed step is kept but that it was there. */
function removedStepRow(id: string): Row {
  return {
    id,
    removed: true,
    name: '',
    type: 'undefined',
    output: '',
    streaming: false,
    is_error: false,
    metadata: {},
  };
}

function elementRow(element: ElementDto): Row {
  return {
    id: element.id,
    removed: false,
    for_id: element.forId,
    type: element.type,
    name: element.name,
    display: element.display,
    url: element.url,
    chainlit_key: element.chainlitKey,
    object_key: element.objectKey,
    size: element.size,
    props: element.props,
    page: element.page,
    auto_play: element.autoPlay,
    player_config: element.playerConfig,
    language: element.language,
    mime: element.mime,
  };
}

/** As with a removed step. */
function removedElementRow(id: string): Row {
  return { id, removed: true, for_id: '', type: 'file', name: '', display: 'inline' };
}

function isStep(output: TurnOutput): output is StepOutput {
  return output.kind === 'step';
}

function isStepRemoved(output: TurnOutput): output is StepRemovedOutput {
  return output.kind === 'step-removed';
}

function isElement(output: TurnOutput): output is ElementOutput {
  return output.kind === 'element';
}

function isElementRemoved(output: TurnOutput): output is ElementRemovedOutput {
  return output.kind === 'element-removed';
}
