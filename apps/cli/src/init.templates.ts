/** The chat app that `heddle init` makes. */
export const APP_TEMPLATE = `import { defineChatApp } from 'heddle';

export default defineChatApp({
  name: 'my-app',
  onChatStart: () => 'Hello! Tell me something.',
  onMessage: async function* (message, ctx) {
    const count = ctx.userSession.get('count', 0) + 1;
    ctx.userSession.set('count', count);
    yield \`Message \${count}: \`;
    for (const word of message.content.split(' ')) yield \`\${word} \`;
  },
});
`;

/** Its test. */
export const APP_TEST_TEMPLATE = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testChat } from 'heddle/testing';
import app from './app.ts';

test('greets, counts and repeats', async () => {
  const chat = await testChat(app);
  assert.equal(chat.text(), 'Hello! Tell me something.');
  const [first] = await chat.say('good morning');
  assert.equal(first?.content, 'Message 1: good morning ');
  const [second] = await chat.say('again');
  assert.equal(second?.content, 'Message 2: again ');
  await chat.close();
});
`;

/** Compiler settings that editors and the loader agree on. */
export const TSCONFIG_TEMPLATE = `{
  "compilerOptions": {
    "target": "ES2023",
    "module": "nodenext",
    "types": ["node"],
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "experimentalDecorators": true,
    "emitDecoratorMetadata": true,
    "skipLibCheck": true
  }
}
`;
