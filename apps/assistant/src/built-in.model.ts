import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel, ChatTurn } from './chat-model.js';

const TOKEN_PAUSE_MS = 20;

/** A model that needs no key: it knows nothing, says so, and shows what an answer can look like. */
export class BuiltInModel implements ChatModel {
  readonly name = 'built-in model';

  async *answer(turns: readonly ChatTurn[], signal: AbortSignal): AsyncGenerator<string> {
    const question = turns.at(-1)?.content ?? '';
    for (const token of answerTo(question).match(/\s*\S+/g) ?? []) {
      await sleep(TOKEN_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      yield token;
    }
  }
}

function answerTo(question: string): string {
  const quoted = question
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  return `You said:

${quoted}

I am Heddle's **built-in model**. I come without a key and without knowledge, so that you can see a chat work before you choose a model. What I show you here is real: these words reach you one by one through the same path that a large model's answer takes.

To talk to a model that knows something, set a key and start again:

\`\`\`bash
export OPENAI_API_KEY=...   # any server with OpenAI's API: OPENAI_BASE_URL, OPENAI_MODEL
npm start
\`\`\`

| What | Where |
| --- | --- |
| this assistant | \`apps/assistant/src/assistant.ts\` |
| an app of your own | \`npx heddle init\` |

You can stop me, ask again, or open this chat in a second tab: both will show the same.`;
}
