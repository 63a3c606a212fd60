import type OpenAI from 'openai';
import { expect, expectTypeOf, it } from 'vitest';
import {
  AskActionMessage,
  AskElementMessage,
  AskFileMessage,
  AskUserMessage,
  AsStep,
  fromOpenAI,
  Message,
  OutsideTurnError,
  Step,
  step,
  toast,
} from '#libs/sdk';
import type { UploadedFile } from '#libs/sdk';

it('what questions are answered with has a type, and may be nothing', () => {
  expectTypeOf(AskUserMessage.prototype.send)
    .returns.resolves.exclude<null>()
    .toHaveProperty('output')
    .toBeString();
  expectTypeOf(AskFileMessage.prototype.send).returns.resolves.toEqualTypeOf<UploadedFile[] | null>();
  expectTypeOf(AskActionMessage.prototype.send).returns.resolves.exclude<null>().toHaveProperty('payload');
  expectTypeOf(AskElementMessage.prototype.send)
    .returns.resolves.exclude<null>()
    .toHaveProperty('submitted')
    .toBeBoolean();
});

it('a step resolves to what its work does', () => {
  expectTypeOf<typeof step<number>>().returns.toEqualTypeOf<Promise<number>>();
  expectTypeOf(AsStep()<[string], number>)
    .parameter(2)
    .toEqualTypeOf<TypedPropertyDescriptor<(one: string) => Promise<number>>>();
});

it('the client’s stream is one that fromOpenAI reads', () => {
  expectTypeOf<AsyncIterable<OpenAI.ChatCompletionChunk>>().toExtend<Parameters<typeof fromOpenAI>[0]>();
});

it.each<[string, () => unknown]>([
  ['a message', () => new Message('hi')],
  ['a step', () => new Step('work')],
  ['a question', () => new AskUserMessage({ content: 'Who?' })],
  ['a model’s stream', () => fromOpenAI((async function* () {})())],
])('%s outside a turn is refused in a sentence that says how', (_, make) => {
  expect(make).toThrow(OutsideTurnError);
  expect(make).toThrow(/inside a handler/);
});

it('a notice outside a turn rejects', async () => {
  await expect(toast('hi')).rejects.toThrow(OutsideTurnError);
});
