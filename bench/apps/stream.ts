import { setImmediate as nextRound } from 'node:timers/promises';
import { defineChatApp } from 'heddle';

/**
 * Answers with as many tokens as the message says, each in a round of the event loop of its own: as fast as it can,
 * and still as tokens come that a model sends.
 */
export default defineChatApp({
  name: 'stream',
  async *onMessage({ content }) {
    for (let token = 0; token < Number(content); token++) {
      if (token > 0) await nextRound();
      yield `${token} `;
    }
  },
});
