export { TestChat, testChat } from './testing/test-chat.js';
export type { SayOptions } from './testing/test-chat.js';
export type { TestChatOptions } from './testing/test-arrival.js';
export type { TestAnswer } from './testing/given-answer.js';
export type { TestToast } from './testing/screen.js';
export type { TestAction, TestAsk, TestElement, TestMessage, TestStep } from './testing/screen-view.js';
export type { TestUser } from './testing/stand-in-users.js';
export type { TestFile, TestUpload } from './testing/uploads.js';
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
