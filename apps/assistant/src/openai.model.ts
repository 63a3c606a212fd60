import OpenAI from 'openai';
import type { ModelConfig } from './model.config.js';
import type { ChatModel, ChatTurn } from './chat-model.js';

/** A model behind OpenAI's chat completions, wherever they are served. */
export class OpenAiModel implements ChatModel {
  readonly name: string;
  private readonly client: OpenAI;

  constructor(settings: ModelConfig) {
    this.name = settings.OPENAI_MODEL;
    this.client = new OpenAI({ apiKey: settings.OPENAI_API_KEY, baseURL: settings.OPENAI_BASE_URL });
  }

  async *answer(turns: readonly ChatTurn[], signal: AbortSignal): AsyncGenerator<string> {
    const stream = await this.client.chat.completions.create(
      { model: this.name, messages: [...turns], stream: true },
      { signal },
    );
    for await (const chunk of stream) {
      const token = chunk.choices[0]?.delta.content;
      if (token) yield token;
    }
  }
}
