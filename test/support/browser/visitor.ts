import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

export interface VisitorOptions {
  /** Of the server; `HEDDLE_URL` unless given. */
  url?: string;
  width?: number;
  colorScheme?: 'light' | 'dark';
  reducedMotion?: 'reduce' | 'no-preference';
}

/** Long for a busy machine; what does not come by then does not come. */
const PATIENCE_MS = 15_000;

export const HEDDLE_URL = process.env['HEDDLE_URL'] ?? 'http://127.0.0.1:8000';

/** A file as somebody drops or pastes it. */
export interface TextFile {
  name: string;
  type: string;
  content: string;
}

/** Below this width a page is a phone's. */
const PHONE_MAX_WIDTH = 480;

/** Asks for everything the demo app can show in one answer. */
export const EVERYTHING = 'Use a tool, then show me some Markdown with a table and a code block';

/** One person with a browser profile of their own: with sign-in off, one guest. */
export class Visitor {
  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly errors: string[],
    private readonly url: string,
  ) {}

  static async arrive(browser: Browser, options: VisitorOptions = {}): Promise<Visitor> {
    const { url = HEDDLE_URL, width = 1280, colorScheme = 'light', reducedMotion = 'reduce' } = options;
    const isPhone = width <= PHONE_MAX_WIDTH;
    const context = await browser.newContext({
      viewport: { width, height: isPhone ? 740 : 800 },
      colorScheme,
      reducedMotion,
      locale: 'en-US',
      isMobile: isPhone,
      hasTouch: isPhone,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    return Visitor.inTab(context, [], url);
  }

  private static async inTab(context: BrowserContext, errors: string[], url: string): Promise<Visitor> {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => errors.push(error.message));
    return new Visitor(context, page, errors, url);
  }

  /** The same person in a second tab. */
  async openTab(path: string): Promise<Visitor> {
    const tab = await Visitor.inTab(this.context, this.errors, this.url);
    await tab.open(path);
    return tab;
  }

  async open(path = '/'): Promise<void> {
    await this.page.goto(this.url + path);
    await this.composer.waitFor();
  }

  get composer(): Locator {
    return this.page.locator('#message-field');
  }

  get answers(): Locator {
    return this.page.locator('[data-message=answer]');
  }

  get lastAnswer(): Locator {
    return this.answers.last();
  }

  get ownMessages(): Locator {
    return this.page.locator('[data-message=user]');
  }

  get steps(): Locator {
    return this.page.locator('[data-step]');
  }

  get stopButton(): Locator {
    return this.page.locator('[data-composer=stop]');
  }

  get sendButton(): Locator {
    return this.page.locator('[data-composer=send]');
  }

  /** Where the page says how its connection is. */
  connection(phase: string): Locator {
    return this.page.locator(`[data-connection=${phase}]`);
  }

  /** The line is away until `comeBack`. */
  async goOffline(): Promise<void> {
    await this.context.setOffline(true);
    await this.connection('reconnecting').waitFor({ state: 'attached' });
  }

  async comeBack(): Promise<void> {
    await this.context.setOffline(false);
    await this.connection('online').waitFor({ state: 'attached' });
  }

  async greeted(): Promise<void> {
    await this.answers.first().waitFor();
    await this.connection('online').waitFor({ state: 'attached' });
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await this.ownMessages.filter({ hasText: text }).last().waitFor();
  }

  /** Until an answer has come and its turn is over. */
  async answered(): Promise<void> {
    await this.page
      .locator('[data-message=user] ~ [data-message=answer][data-streaming=false]')
      .last()
      .waitFor();
    await this.sendButton.waitFor();
    await this.page.locator('[data-thinking]').waitFor({ state: 'detached' });
  }

  async ask(text: string): Promise<void> {
    await this.say(text);
    await this.answered();
  }

  /** Drops a file on the page. */
  async drop(given: TextFile): Promise<void> {
    await this.transfer(given, "for (const type of ['dragover', 'drop']) send(new DragEvent(type, how))");
  }

  /** Pastes a file into the message field. */
  async paste(given: TextFile): Promise<void> {
    await this.transfer(
      given,
      "send(new ClipboardEvent('paste', { ...how, clipboardData: how.dataTransfer }))",
    );
  }

  private async transfer(given: TextFile, work: string): Promise<void> {
    await this.page.evaluate(`{
      const given = ${JSON.stringify(given)};
      const how = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() };
      how.dataTransfer.items.add(new File([given.content], given.name, { type: given.type }));
      const send = (event) => document.getElementById('message-field').dispatchEvent(event);
      ${work};
    }`);
  }

  texts(): Promise<string[]> {
    return this.page.locator('[data-message=user], [data-message=answer]').allInnerTexts();
  }

  /** From now on the page notes each length that the last answer has. */
  async watchGrowth(): Promise<void> {
    await this.page.evaluate(`
      window.answerLengths = new Set();
      new MutationObserver(() => {
        const growing = [...document.querySelectorAll('[data-message=answer][data-streaming=true]')].at(-1);
        if (growing) window.answerLengths.add(growing.innerText.length);
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    `);
  }

  seenLengths(): Promise<number[]> {
    return this.page.evaluate<number[]>('[...window.answerLengths]');
  }

  /** How far the page could be scrolled sideways. */
  sidewaysPixels(): Promise<number> {
    return this.page.evaluate<number>(
      'Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - window.innerWidth',
    );
  }

  /** A page that threw has failed, whatever it showed. */
  async leave(): Promise<void> {
    await this.context.close();
    if (this.errors.length > 0) throw new Error(`The page threw: ${this.errors.join(' | ')}`);
  }
}
