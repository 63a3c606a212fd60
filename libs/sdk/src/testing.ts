export { testChat } from './testing/test-chat.js';
export type { TestChat, TestChatOptions, TestMessage, TestStep } from './testing/test-chat.js';
export { fakeModel } from './testing/fake-model/fake-model.js';
export type { FakeModel, FakeModelOptions, FakeModelScript } from './testing/fake-model/fake-model.js';
export type { FakeModelMessage, FakeModelRequest } from './testing/fake-model/fake-model-request.js';
export type { FakeModelServer } from './testing/fake-model/fake-model-server.js';
export type {
  FakeAnswer,
  FakeRefusal,
  FakeReply,
  FakeToolCall,
  FakeUsage,
} from './testing/fake-model/fake-reply.js';
