import { REMEMBERED_TURNS } from './cell-store.port.js';

/** The ids of the last turns that are done, in one text, a line each: a worker has thousands of these. */
export class DoneTurns {
  /** Every id between two line ends. */
  private lines: string;
  private count: number;

  /** @param ids the oldest first */
  constructor(ids: readonly string[]) {
    this.lines = `\n${ids.map((id) => `${id}\n`).join('')}`;
    this.count = ids.length;
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  has(id: string): boolean {
    return this.lines.includes(`\n${id}\n`);
  }

  /** Remembers the turn; the oldest one is forgotten when there are too many. */
  add(id: string): void {
    if (this.has(id)) return;
    const kept = this.count < REMEMBERED_TURNS ? this.lines : this.lines.slice(this.lines.indexOf('\n', 1));
    this.lines = `${kept}${id}\n`;
    this.count = Math.min(this.count + 1, REMEMBERED_TURNS);
  }
}
