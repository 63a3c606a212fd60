import { Step } from '../output/step.js';
import type { Turn } from '../turn/turn.js';

/** What a model does besides answering, shown as it happens: it reasons, calls tools and uses tokens. */
export class ModelSteps {
  private thinking: Step | undefined;
  private readonly tools = new Map<string, Step>();

  constructor(
    private readonly turn: Turn,
    private readonly parentId: string | undefined,
  ) {}

  /** A piece of what the model tells itself. */
  reason(text: string): void {
    if (text === '') return;
    this.thinking ??= this.begin('Reasoning', 'llm');
    // A resolved promise: it only says that a step may be written to.
    void this.thinking.streamToken(text);
  }

  /** The model stopped reasoning; a later thought is another step. Nothing to wait for if it did not. */
  reasoned(): Promise<void> | undefined {
    const ended = this.thinking?.end();
    this.thinking = undefined;
    return ended;
  }

  /** The model calls a tool; once for each call. */
  call(id: string, tool: string): void {
    if (!this.tools.has(id)) this.tools.set(id, this.begin(tool, 'tool'));
  }

  /** What a tool is called with. */
  async called(id: string, input: unknown): Promise<void> {
    const step = this.tools.get(id);
    if (!step) return;
    step.input = input as Step['input'];
    await step.update();
  }

  /** What a tool answered. */
  async answered(id: string, output: unknown): Promise<void> {
    await this.tools.get(id)?.end(output);
  }

  /** A tool could not answer. */
  async failed(id: string, error: unknown): Promise<void> {
    await this.tools.get(id)?.fail(error);
  }

  /** The model used so many tokens. */
  used(tokens: unknown): void {
    if (typeof tokens === 'number' && tokens > 0) this.turn.show({ kind: 'token-usage', tokens });
  }

  /** Nothing more comes: what is open ends. */
  async end(): Promise<void> {
    await this.reasoned();
    for (const step of this.tools.values()) await step.end();
  }

  private begin(name: string, type: 'llm' | 'tool'): Step {
    const { parentId } = this;
    return new Step(name, { type, ...(parentId === undefined ? {} : { parentId }) }, this.turn);
  }
}
