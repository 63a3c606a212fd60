export { testChat } from './testing/test-chat.js';
export type { TestChat, TestChatOptions, TestMessage, TestStep } from './testing/test-chat.js';
