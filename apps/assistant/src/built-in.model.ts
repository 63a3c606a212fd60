import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatModel, ChatTurn } from './chat-model.js';

const TOKEN_PAUSE_MS = 20;
const QUOTED_LENGTH = 500;

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
  const quoted = (question.length > QUOTED_LENGTH ? `${question.slice(0, QUOTED_LENGTH)} …` : question)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  return `You said:

${quoted}

I am Heddle's **built-in model**: without a key and without knowledge, but these words reach you one by one, by the path that a large model's answer takes. For a model that knows something, set a key:

\`\`\`bash
export OPENAI_API_KEY=...   # or any server with OpenAI's API
npm start
\`\`\`

| What | Where |
| --- | --- |
| this assistant | \`apps/assistant/src/assistant.ts\` |
| an app of your own | \`npx heddle init\` |

Stop me, ask again, or open this chat in a second tab.`;
}
