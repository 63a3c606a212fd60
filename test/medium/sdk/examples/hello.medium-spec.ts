import { expect, it } from 'vitest';
import { testChat } from 'heddle/testing';
import hello from '../../../../examples/hello/app.js';

it('the hello example greets, counts and says back what it hears', async () => {
  await using chat = await testChat(hello);
  expect(chat.text()).toBe('Hello! Tell me something.');
  await chat.say('one');
  expect((await chat.say('good morning'))[0]?.content).toBe('Message 2: good morning ');
});
