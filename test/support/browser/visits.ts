import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchChromium } from './chromium.js';
import { Visitor } from './visitor.js';
import type { VisitorOptions } from './visitor.js';

export interface VisitsOptions {
  /** Called once the file's own servers run; `HEDDLE_URL` unless given. */
  readonly url?: () => string;
  /** Whether the visitor has opened the page, and was greeted, before a test begins. */
  readonly isGreeted?: boolean;
}

/** What a test is given. */
export interface Visits {
  readonly visitor: Visitor;
  /** One more person, with other looks or as another guest. Leaves with the test. */
  another(options?: VisitorOptions): Promise<Visitor>;
}

/** Sets up a browser for the tests around, and somebody new for each of them. A page that threw fails its test. */
export function visits({ url, isGreeted = true }: VisitsOptions = {}): Visits {
  let browser: Browser;
  let present: Visitor[] = [];

  const another = async (options: VisitorOptions = {}): Promise<Visitor> => {
    const visitor = await Visitor.arrive(browser, { ...(url ? { url: url() } : {}), ...options });
    present.push(visitor);
    return visitor;
  };

  beforeAll(async () => {
    browser = await launchChromium();
  });

  beforeEach(async () => {
    const visitor = await another();
    if (!isGreeted) return;
    await visitor.open();
    await visitor.greeted();
  });

  afterEach(async () => {
    const leaving = present;
    present = [];
    for (const visitor of leaving) await visitor.leave();
  });

  afterAll(() => browser.close());

  return {
    get visitor(): Visitor {
      const [first] = present;
      if (first === undefined) throw new Error('Nobody is here: visitors come before each test');
      return first;
    },
    another,
  };
}
