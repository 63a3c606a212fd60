import { defineChatApp } from '#libs/sdk';
import type { ChatApp, ChatContext, IncomingMessage } from '#libs/sdk';
import type { ModelConfig } from './model.config.js';
import { BuiltInModel } from './built-in.model.js';
import type { ChatModel, ChatTurn } from './chat-model.js';
import { OpenAiModel } from './openai.model.js';

/** Turns of the conversation that the model is shown at the most. */
const REMEMBERED_TURNS = 20;

/** Their bytes: one value of `userSession` holds 64 KB. */
const REMEMBERED_BYTES = 60_000;

const INSTRUCTIONS: Record<string, string> = {
  Assistant: 'You are a helpful assistant. Answer in Markdown.',
  Concise: 'You are a helpful assistant. Answer in one short paragraph of Markdown, never more.',
};

/** The demo app: greets, counts, shows one tool step and streams a model's answer. */
export function createAssistant(settings: ModelConfig): ChatApp {
  const model: ChatModel = settings.OPENAI_API_KEY ? new OpenAiModel(settings) : new BuiltInModel();
  return defineChatApp({
    name: 'assistant',
    ui: { name: 'Assistant', description: 'The demo app of Heddle.' },
    readme: `# Assistant\n\nHeddle's demo app. It answers with the ${model.name}.`,
    setChatProfiles: () => [
      {
        name: 'Assistant',
        default: true,
        icon: 'message-circle',
        markdownDescription: 'Answers at **length**.',
        starters: [
          { label: 'What is Heddle?', message: 'What is Heddle, in three sentences?', icon: 'help-circle' },
          { label: 'Show me code', message: 'Show me a small TypeScript function.', icon: 'code' },
        ],
      },
      {
        name: 'Concise',
        icon: 'zap',
        markdownDescription: 'Answers in **one paragraph**.',
        starters: [
          { label: 'In one sentence', message: 'Explain event sourcing in one sentence.', icon: 'quote' },
        ],
      },
    ],
    onChatStart: async (ctx) => {
      const name = ctx.user ? ` ${ctx.user.displayName ?? ctx.user.identifier}` : '';
      await ctx.send(`Hello${name}! I answer with the ${model.name}. Ask me something.`);
    },
    onMessage: (message, ctx) => answer(model, message, ctx),
  });
}

async function answer(model: ChatModel, message: IncomingMessage, ctx: ChatContext): Promise<void> {
  const count = ctx.userSession.get('messages', 0) + 1;
  ctx.userSession.set('messages', count);
  const turns = [...(ctx.userSession.get('turns', []) as unknown as ChatTurn[]), userTurn(message)].slice(
    -REMEMBERED_TURNS,
  );
  await ctx.step('read the conversation', { type: 'tool', input: { question: message.content } }, () => ({
    messages: count,
    remembered: turns.length,
  }));
  const system: ChatTurn = { role: 'system', content: INSTRUCTIONS[ctx.chatProfile ?? 'Assistant'] ?? '' };
  const reply = await ctx.message().stream(model.answer([system, ...turns], ctx.signal));
  ctx.userSession.set('turns', remembered([...turns, { role: 'assistant', content: reply.content }]));
}

/** The newest turns, as many as may be kept. */
function remembered(turns: readonly ChatTurn[]): { role: string; content: string }[] {
  let bytes = 0;
  const forgotten = turns.findLastIndex((turn) => {
    bytes += Buffer.byteLength(JSON.stringify(turn)) + 1;
    return bytes > REMEMBERED_BYTES;
  });
  return turns.slice(forgotten + 1).map((turn) => ({ ...turn }));
}

function userTurn(message: IncomingMessage): ChatTurn {
  return { role: 'user', content: message.content };
}
