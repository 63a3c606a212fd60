import type {
  ElementDto,
  ElementOutput,
  Json,
  StepDto,
  StepOutput,
  StepRemovedOutput,
  TurnEmittedDto,
  TurnOutput,
} from '#libs/contracts';
import { storable, storableTime } from './storable.js';

/** Columns by their names. */
export type Row = Record<string, Json | undefined>;

/** The rows of a record's steps, in the order in which it names them; of several about one step the last counts. */
export function stepRowsOf({ outputs }: TurnEmittedDto): Row[] {
  const rows = new Map<string, Row>();
  for (const output of outputs) {
    if (isStep(output)) rows.set(output.step.id, stepRow(output.step));
    if (isStepRemoved(output)) rows.set(output.id, removedRow(output.id));
  }
  return [...rows.values()];
}

/** The rows of a record's elements, likewise. */
export function elementRowsOf({ outputs }: TurnEmittedDto): Row[] {
  const elements = outputs.filter(isElement).map(({ element }) => element);
  return [...new Map(elements.map((element) => [element.id, elementRow(element)])).values()];
}

/** What a record calls its thread; null when it does not say. */
export function threadNameIn({ outputs }: TurnEmittedDto): string | null {
  const named = outputs.findLast((output) => output.kind === 'thread-named');
  return storable(named?.name ?? null);
}

function stepRow(step: StepDto): Row {
  return {
    id: step.id,
    removed: false,
    parent_id: step.parentId,
    name: storable(step.name),
    type: step.type,
    input: storable(step.input),
    output: storable(step.output),
    created_at: storableTime(step.createdAt),
    start: storableTime(step.start),
    end: storableTime(step.end),
    streaming: step.streaming,
    is_error: step.isError,
    wait_for_answer: step.waitForAnswer,
    command: storable(step.command),
    language: storable(step.language),
    show_input: storable(step.showInput),
    default_open: step.defaultOpen,
    metadata: storable(step.metadata),
    tags: storable(step.tags),
  };
}

/** Nothing of a removed step is kept but that it was there. */
function removedRow(id: string): Row {
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
    for_id: storable(element.forId),
    type: element.type,
    name: storable(element.name),
    display: element.display,
    url: storable(element.url),
    chainlit_key: storable(element.chainlitKey),
    object_key: storable(element.objectKey),
    size: element.size,
    props: storable(element.props),
    page: element.page,
    auto_play: element.autoPlay,
    player_config: storable(element.playerConfig),
    language: storable(element.language),
    mime: storable(element.mime),
  };
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
