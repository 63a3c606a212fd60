import { expect, it } from 'vitest';
import { loadChatApp } from '#libs/sdk';
import { testChat } from '../../../libs/sdk/src/testing.js';

it('the hello example greets, counts and says back what it hears', async () => {
  const chat = await testChat(await loadChatApp('examples/hello/app.ts'));
  expect(chat.text()).toBe('Hello! Tell me something.');
  await chat.say('one');
  expect((await chat.say('good morning'))[0]?.content).toBe('Message 2: good morning ');
  await chat.close();
});
