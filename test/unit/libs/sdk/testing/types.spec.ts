import OpenAI from 'openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { describe, expectTypeOf, it } from 'vitest';
import type { JsonObject } from '#libs/contracts';
import { OnAction, OnMessage } from '#libs/sdk';
import type { ChatApp, ChatProfile, IncomingMessage, PersistedUser, Starter } from '#libs/sdk';
import { fakeModel, testChat } from '../../../../../libs/sdk/src/testing.js';
import type {
  FakeModel,
  FakeModelRequest,
  FakeModelServer,
  FakeReply,
  TestAnswer,
  TestAsk,
  TestChat,
  TestChatOptions,
  TestFile,
  TestMessage,
  TestUpload,
  TestUser,
} from '../../../../../libs/sdk/src/testing.js';

describe('the types of heddle/testing', () => {
  it('take an app and say what a user sees', () => {
    expectTypeOf(testChat).parameters.toEqualTypeOf<[app: ChatApp, options?: TestChatOptions]>();
    expectTypeOf(testChat).returns.resolves.toEqualTypeOf<TestChat>();
    expectTypeOf<TestChat['messages']>().toEqualTypeOf<readonly TestMessage[]>();
    expectTypeOf<TestChat['ask']>().toEqualTypeOf<TestAsk | undefined>();
    expectTypeOf<TestChat['session']>().toEqualTypeOf<JsonObject>();
    expectTypeOf<TestChat['user']>().toEqualTypeOf<PersistedUser | undefined>();
    expectTypeOf<TestChat['profiles']>().toEqualTypeOf<readonly ChatProfile[]>();
    expectTypeOf<TestChat['starters']>().toEqualTypeOf<readonly Starter[]>();
    expectTypeOf<TestChat>().toExtend<AsyncDisposable>();
  });

  it('let a user do what users can, one thing after another', () => {
    expectTypeOf<TestChat['say']>().returns.resolves.toEqualTypeOf<readonly TestMessage[]>();
    expectTypeOf<TestChat['upload']>().parameters.toEqualTypeOf<TestFile[]>();
    expectTypeOf<ReturnType<TestChat['upload']>>().resolves.toEqualTypeOf<readonly TestUpload[]>();
    expectTypeOf<TestChat['as']>().parameters.toEqualTypeOf<[user: TestUser | undefined]>();
    expectTypeOf<TestChat['newChat']>().returns.resolves.toExtend<TestChat>();
    expectTypeOf<string>().toExtend<TestAnswer>();
    expectTypeOf<TestFile[]>().toExtend<TestAnswer>();
    expectTypeOf<{ title: string }>().toExtend<TestAnswer>();
    expectTypeOf<Date>().not.toExtend<TestAnswer>();
  });

  it('script a model that the real clients take', () => {
    const model = fakeModel(['hello', ['a', 'b'], { text: 'x', delayMs: 5 }, { status: 429 }]);
    expectTypeOf(model).toEqualTypeOf<FakeModel>();
    expectTypeOf(model.listen).returns.resolves.toEqualTypeOf<FakeModelServer>();
    expectTypeOf(model.requests).toEqualTypeOf<readonly FakeModelRequest[]>();
    expectTypeOf<{ fetch: FakeModel['fetch'] }>().toExtend<ConstructorParameters<typeof OpenAI>[0]>();
    expectTypeOf<FakeModel['fetch']>().toExtend<
      Exclude<Parameters<typeof createOpenAICompatible>[0]['fetch'], undefined>
    >();
    expectTypeOf<{ test: string }>().not.toExtend<FakeReply>();
  });

  it('let decorators refuse methods that return what no handler may', () => {
    class Chat {
      @OnMessage() async *reply(message: IncomingMessage): AsyncGenerator<string> {
        yield message.content;
      }
      // @ts-expect-error -- a message's handler answers with text
      @OnMessage() wrong(): number {
        return 1;
      }
      // @ts-expect-error -- an action's handler answers with JSON
      @OnAction('now') now(): Date {
        return new Date();
      }
    }
    expectTypeOf<Chat>().toHaveProperty('reply');
  });
});
