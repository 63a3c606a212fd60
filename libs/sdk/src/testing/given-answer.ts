import type { AskAnswer, JsonObject, StepDto } from '#libs/contracts';
import { firstNonJson } from '#libs/contracts';
import type { AskFrame } from '#libs/live';
import type { Screen } from './screen.js';
import { buttonOn } from './screen-view.js';
import type { TestFile, TestUpload } from './uploads.js';

/** An answer: a text, files, the name or label of a button, or what a custom element sends; null: an element that is closed. */
export type TestAnswer =
  string | TestFile | TestUpload | readonly (TestFile | TestUpload)[] | JsonObject | null;

/** What making an answer takes. */
export interface AnswerParts {
  readonly screen: Screen;
  message(text: string, parentId: string | null): StepDto;
  upload(files: readonly (TestFile | TestUpload)[]): Promise<readonly TestUpload[]>;
}

/** The answer as events carry it. @throws Error when it is no answer to what is asked */
export async function answerOf(ask: AskFrame, given: TestAnswer, parts: AnswerParts): Promise<AskAnswer> {
  const { spec, step } = ask;
  switch (spec.type) {
    case 'text':
      if (typeof given !== 'string' || given === '') throw wrong(ask, 'a text that is not empty');
      return { kind: 'text', message: parts.message(given, step.parentId ?? null) };
    case 'action': {
      if (typeof given !== 'string') throw wrong(ask, 'the name or the label of a button');
      const buttons = [...parts.screen.actions.values()].filter(({ id }) => spec.keys?.includes(id) ?? true);
      return { kind: 'action', actionId: buttonOn(buttons, given).id };
    }
    case 'file': {
      const files = filesIn(given);
      if (files.length === 0) throw wrong(ask, 'files: { name, content, type? }');
      const uploads = await parts.upload(files);
      return { kind: 'file', files: uploads.map(({ id }) => id) };
    }
    case 'element':
      if (given !== null && !isProps(given)) throw wrong(ask, 'the props that the element sends, or null');
      return { kind: 'element', submitted: given !== null, props: given ?? {} };
  }
}

function filesIn(given: TestAnswer): (TestFile | TestUpload)[] {
  const list = Array.isArray(given) ? (given as (TestFile | TestUpload)[]) : [given];
  return list.filter(
    (file): file is TestFile | TestUpload => typeof file === 'object' && file !== null && 'name' in file,
  );
}

function isProps(given: TestAnswer): given is JsonObject {
  return typeof given === 'object' && !Array.isArray(given) && firstNonJson(given) === undefined;
}

function wrong({ spec, step }: AskFrame, expected: string): Error {
  return new Error(`"${step.output}" asks for ${spec.type}: answer with ${expected}.`);
}
