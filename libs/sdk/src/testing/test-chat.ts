import type { JsonObject, StepDto } from '#libs/contracts';
import type { ChatApp } from '../app/chat-app.js';
import { answerOf } from './given-answer.js';
import type { TestAnswer } from './given-answer.js';
import { offersFor } from './offers.js';
import { buttonOn } from './screen-view.js';
import type { TestMessage } from './screen-view.js';
import { SETTINGS_KEY, ShownChat } from './shown-chat.js';
import type { TestUser } from './stand-in-users.js';
import { arrive } from './test-arrival.js';
import type { TestChatOptions } from './test-arrival.js';
import { TestDeployment } from './test-deployment.js';
import { assertFields, initialValues } from './test-settings.js';
import { storeFiles } from './uploads.js';
import type { TestFile, TestUpload } from './uploads.js';
import type { Visitor } from './visitor.js';

const ENV_TTL_MS = 24 * 3_600_000;

/** What goes with a message. */
export interface SayOptions {
  readonly files?: readonly (TestFile | TestUpload)[];
  readonly command?: string;
}

/**
 * A user who talks to an app under test. What a user does resolves when everything that it caused has ended, or the
 * app waits for an answer. One thing is done at a time, unless a test wants it otherwise.
 */
export class TestChat extends ShownChat implements AsyncDisposable {
  private options: TestChatOptions;
  private leftThread: string | undefined;
  private closing: Promise<void> | undefined;

  /** @internal Made by `testChat`. */
  constructor(deployment: TestDeployment, options: TestChatOptions) {
    super(deployment, arrive(deployment, options));
    this.options = options;
  }

  /** Sends a message; resolves with the app's messages since. @throws Error while the app waits for an answer */
  async say(content: string, { files = [], command }: SayOptions = {}): Promise<readonly TestMessage[]> {
    const { visitor } = this;
    this.assertConnected();
    if (this.ask)
      throw new Error(`The app waits for an answer to "${this.ask.content}": use answer() or stop().`);
    const before = new Set(this.messages.map(({ id }) => id));
    const uploads = await this.uploaded(files);
    const step = { ...this.userMessage(content, null), ...(command === undefined ? {} : { command }) };
    await visitor.say(
      step,
      uploads.map(({ id }) => id),
    );
    await this.settle();
    return this.messages.filter(({ id }) => !before.has(id));
  }

  /**
   * Presses a button, of a message or of a question; resolves with what the handler returned. Undefined when it
   * returned nothing, failed (the error is in `messages`), or asks something first.
   *
   * @throws Error naming the buttons that are there
   */
  async click(nameOrLabel: string): Promise<unknown> {
    this.assertConnected();
    const { screen } = this.visitor;
    const button = buttonOn([...screen.actions.values()], nameOrLabel);
    if (screen.ask?.spec.keys?.includes(button.id)) return this.answer(nameOrLabel);
    const reply = await this.visitor.call(button);
    await this.settle();
    return reply?.response;
  }

  /** Answers what the app asks for; resolves with the app's messages since. @throws Error when it asks nothing, or something else */
  async answer(given: TestAnswer): Promise<readonly TestMessage[]> {
    this.assertConnected();
    const { visitor } = this;
    const { screen } = visitor;
    const { ask } = screen;
    if (!ask) throw new Error('The app asks nothing now: there is nothing to answer.');
    const before = new Set(this.messages.map(({ id }) => id));
    const answer = await answerOf(ask, given, {
      screen,
      message: (text, parentId) => this.userMessage(text, parentId),
      upload: (files) => this.uploaded(files),
    });
    await visitor.answer(ask, answer);
    await visitor.settled(ask);
    await this.settle();
    return this.messages.filter(({ id }) => !before.has(id));
  }

  /** Uploads files: those that the app asks for, else such as go with a message. @throws DomainError `invalid_input` saying which is not taken, and why */
  async upload(...files: TestFile[]): Promise<readonly TestUpload[]> {
    const { ask } = this.visitor.screen;
    const { spontaneousFileUpload } = (await this.deployment.manifest()).features;
    const isAsked = ask?.spec.type === 'file';
    if (!isAsked && !spontaneousFileUpload.enabled)
      throw new Error('The app takes no files: set features.spontaneousFileUpload in defineChatApp.');
    const rules = isAsked ? ask.spec : spontaneousFileUpload;
    return storeFiles(this.deployment.files, this.threadId, files, rules);
  }

  /** The values of the settings form. */
  settings(): JsonObject;
  /**
   * Changes the settings form; fields that are not given stay as they are.
   *
   * @param options `confirmed: false`: they are still being edited
   * @throws Error when there is no form, or no such field in it
   */
  settings(values: JsonObject, options?: { readonly confirmed?: boolean }): Promise<void>;
  settings(
    values?: JsonObject,
    { confirmed = true }: { readonly confirmed?: boolean } = {},
  ): JsonObject | Promise<void> {
    const kept = this.cell?.values[SETTINGS_KEY] as JsonObject | undefined;
    const { form } = this.visitor.screen;
    const current = { ...initialValues(form), ...kept };
    if (values === undefined) return current;
    this.assertConnected();
    assertFields(form, values);
    return this.visitor.changeSettings({ ...current, ...values }, confirmed).then(() => this.settle());
  }

  /** Stops what runs. */
  async stop(): Promise<void> {
    this.assertConnected();
    const { ask } = this.visitor.screen;
    await this.visitor.stop();
    await this.visitor.settled(ask);
    await this.settle();
  }

  /** Somebody else sits down, or a guest, and begins a chat. The chat before is left, not ended. */
  async as(user: TestUser | undefined): Promise<this> {
    const { user: _, ...others } = this.options;
    this.options = { ...others, ...(user ? { user } : {}) };
    return this.beginAnew();
  }

  /** Picks a profile, and begins a chat with it. The chat before ends. */
  async profile(name: string): Promise<this> {
    this.options = { ...this.options, profile: name };
    return this.newChat();
  }

  /** Begins a chat. The chat before ends, which runs `onChatEnd`; the start waits for that. */
  async newChat(): Promise<this> {
    const ended = await this.visitor.end();
    await this.beginAnew();
    if (ended !== undefined) await this.deployment.changes.until(() => this.deployment.isDone(ended));
    return this;
  }

  /** Opens a stored thread: the one that was left last unless given. @throws Error when there is none of this user's */
  async resume(threadId: string = this.leftThread ?? this.threadId): Promise<this> {
    await this.visitor.disconnect();
    return this.open(threadId);
  }

  /** Opens the page again: the same thread in a new session. */
  reload(): Promise<this> {
    return this.resume(this.threadId);
  }

  /** The connection breaks. Nothing is seen until `reconnect`. */
  async dropSocket(): Promise<void> {
    await this.visitor.disconnect();
  }

  /** The same session connects again, and is told what it has missed. */
  async reconnect(): Promise<void> {
    if (this.visitor.isConnected) throw new Error('The socket is there: call dropSocket() first.');
    await this.visitor.connect();
    this.cell = await this.deployment.read(this.threadId);
  }

  /**
   * The app's worker is gone in the middle of whatever it does: nothing is finished, nothing is committed. Another one
   * takes over what was not done. The signal of what it was doing aborts, so that it does not go on in the test.
   */
  async killWorker(): Promise<void> {
    await this.deployment.killWorker();
  }

  /** Resolves when nothing runs and nothing is asked: after a question's time is over, for one. */
  async idle(): Promise<void> {
    while (this.visitor.screen.ask) await this.visitor.settled(this.visitor.screen.ask);
    await this.settle();
  }

  /** Ends the worker, and what runs in it. Safe to call twice. */
  close(): Promise<void> {
    this.closing ??= this.deployment.close(this.ask !== undefined || this.visitor.isIdle);
    return this.closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal Begins a chat with whoever sits there now. */
  async begin(): Promise<this> {
    const manifest = await this.deployment.manifest();
    const missing = manifest.userEnv.filter((key) => !this.options.env?.[key]);
    if (missing.length > 0)
      throw new Error(`The app needs keys of its user: testChat(app, { env: { ${missing.join(', ')} } }).`);
    await this.visitor.connect();
    await this.supplyEnv();
    this.offers = await offersFor(this.visitor.session, manifest, this.deployment.requests);
    await this.visitor.start();
    await this.settle();
    return this;
  }

  private async beginAnew(): Promise<this> {
    await this.moveTo(arrive(this.deployment, this.options));
    return this.begin();
  }

  private async open(threadId: string): Promise<this> {
    const next = arrive(this.deployment, this.options, threadId);
    const thread = next.stored();
    if (!thread) throw new Error(`There is no thread ${threadId} of this user's in the history.`);
    await this.moveTo(next);
    await this.supplyEnv();
    await next.resume(thread);
    await this.settle();
    return this;
  }

  /** The visitor is somebody else from now on; what the last one saw is gone. */
  private async moveTo(next: Visitor): Promise<void> {
    await this.visitor.disconnect();
    this.leftThread = this.threadId;
    this.visitor = next;
    this.cell = undefined;
  }

  private async supplyEnv(): Promise<void> {
    const { env } = this.options;
    if (env) await this.deployment.userEnv.put(this.visitor.session.id, env, ENV_TTL_MS);
  }

  private async settle(): Promise<void> {
    await this.visitor.settled();
    this.cell = await this.deployment.read(this.threadId);
  }

  private async uploaded(files: readonly (TestFile | TestUpload)[]): Promise<TestUpload[]> {
    const given = files.filter((file): file is TestFile => 'content' in file);
    const known = files.filter((file): file is TestUpload => 'id' in file);
    return [...known, ...(given.length > 0 ? await this.upload(...given) : [])];
  }

  private userMessage(output: string, parentId: string | null): StepDto {
    const { threadId, session } = this.visitor;
    const now = new Date(this.deployment.parts.clock.now()).toISOString();
    return {
      id: crypto.randomUUID(),
      threadId,
      parentId,
      name: session.user?.identifier ?? 'User',
      type: 'user_message',
      output,
      createdAt: now,
      start: now,
      end: now,
      streaming: false,
      isError: false,
      metadata: {},
    };
  }

  private assertConnected(): void {
    if (this.closing) throw new Error('This chat is closed.');
    if (!this.visitor.isConnected) throw new Error('The socket is dropped: call reconnect() first.');
  }
}

/**
 * Starts a conversation with an app: a real worker on the bus, live plane, cells and files of this process; no
 * browser, no server, no model. Resolves when `onChatStart` has ended or asks something.
 *
 * @throws DomainError `invalid_input` for what is no app, and for an app that cannot start, in the sentence that its
 *   worker would say
 */
export async function testChat(app: ChatApp, options: TestChatOptions = {}): Promise<TestChat> {
  const deployment = await TestDeployment.open(app);
  try {
    return await new TestChat(deployment, options).begin();
  } catch (error) {
    await deployment.close();
    throw error;
  }
}
