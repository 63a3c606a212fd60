import type { Clock } from '#libs/platform';

/** How long answers are good for, in milliseconds. */
export interface Lifetimes {
  /** Until then an answer is given without asking again. */
  readonly freshMs: number;
  /** Until then it is given at once, and asked for again meanwhile. */
  readonly usableMs: number;
  /** Until then it stands in for an answer that cannot be had. */
  readonly keptMs: number;
}

interface Kept<T> {
  readonly answer: T;
  readonly askedAt: number;
  readonly characters: number;
}

/**
 * Answers to questions that are asked more often than they change. One question of a kind is on its way at a time;
 * what was stored longest ago gives way when the answers hold more than `maxCharacters` as JSON.
 */
export class AnswerCache<T extends object> {
  private readonly kept = new Map<string, Kept<T>>();
  private readonly asking = new Map<string, Promise<T>>();
  private characters = 0;

  constructor(
    private readonly clock: Clock,
    private readonly lifetimes: Lifetimes,
    private readonly maxCharacters = 8_000_000,
  ) {}

  /**
   * The answer to a question.
   *
   * @param ask puts it; rejects when there is no answer
   * @param notBefore an answer that was asked for earlier only stands in for one that cannot be had
   * @throws what `ask` rejects with, when nothing stands in
   */
  async get(key: string, ask: () => Promise<T>, notBefore = 0): Promise<T> {
    const known = this.kept.get(key);
    const age = known ? this.clock.now() - known.askedAt : Infinity;
    if (known && known.askedAt >= notBefore) {
      if (age < this.lifetimes.freshMs) return known.answer;
      if (age < this.lifetimes.usableMs) {
        // Whoever asks when it is not usable any more is told what went wrong.
        this.ask(key, ask).catch(() => undefined);
        return known.answer;
      }
    }
    try {
      return await this.ask(key, ask);
    } catch (error) {
      if (known && age < this.lifetimes.keptMs) return known.answer;
      throw error;
    }
  }

  private ask(key: string, ask: () => Promise<T>): Promise<T> {
    const underWay = this.asking.get(key);
    if (underWay) return underWay;
    const askedAt = this.clock.now();
    const asking = ask()
      .then((answer) => {
        this.keep(key, answer, askedAt);
        return answer;
      })
      .finally(() => this.asking.delete(key));
    this.asking.set(key, asking);
    return asking;
  }

  private keep(key: string, answer: T, askedAt: number): void {
    this.forget(key);
    const characters = key.length + JSON.stringify(answer).length;
    this.kept.set(key, { answer, askedAt, characters });
    this.characters += characters;
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.maxCharacters) return;
      this.forget(oldest);
    }
  }

  private forget(key: string): void {
    this.characters -= this.kept.get(key)?.characters ?? 0;
    this.kept.delete(key);
  }
}
