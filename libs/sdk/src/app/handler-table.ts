import { ANNOUNCED_HOOKS } from '#libs/contracts';
import type { AnnouncedHook } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { APP_HOOKS, CONVERSATION_HOOKS } from './chat-hooks.js';
import type { ChatHooks, HookName } from './chat-hooks.js';

/** One handler of a chat app. */
export interface HandlerEntry<H extends HookName = HookName> {
  readonly hook: H;
  readonly handler: ChatHooks[H];
  /** Of `onAction`, and only of it: the action's name. */
  readonly action?: string | undefined;
  /** The only profile it is for. It wins over the handler that is for all. */
  readonly profile?: string | undefined;
  /** Where it is written, in words for error messages, such as `SupportChat.reply`. */
  readonly source: string;
}

/**
 * The handlers of a chat app, by hook and profile: `defineChatApp` and Nest's decorators both make one.
 *
 * @internal
 */
export class HandlerTable {
  private readonly handlers = new Map<string, Map<string | undefined, HandlerEntry>>();

  /**
   * @throws DomainError `invalid_input` for what is no hook or no function, for two handlers of the same, and for a
   *   hook of the whole app that is put under a profile
   */
  constructor(entries: readonly HandlerEntry[]) {
    for (const entry of entries) this.add(entry);
  }

  /** The hook's handler for a profile: the profile's own, else the one for all. */
  find<H extends Exclude<HookName, 'onAction'>>(hook: H, profile?: string): ChatHooks[H] | undefined {
    return this.lookUp(hook, profile) as ChatHooks[H] | undefined;
  }

  /** The handler of an action for a profile. */
  findAction(name: string, profile?: string): ChatHooks['onAction'] | undefined {
    return this.lookUp(actionKey(name), profile) as ChatHooks['onAction'] | undefined;
  }

  /** Whether the app handles this at all, for any profile. */
  has(hook: Exclude<HookName, 'onAction'>): boolean {
    return this.handlers.has(hook);
  }

  /** The hooks that gateway and services have to know of. */
  get announced(): AnnouncedHook[] {
    return ANNOUNCED_HOOKS.filter((hook) => this.has(hook));
  }

  /** The names of the actions that it handles. */
  get actions(): string[] {
    return [...new Set([...this.entries()].flatMap(({ action }) => action ?? []))];
  }

  /** The handlers of profiles that are not among these. */
  outside(profiles: readonly string[]): HandlerEntry[] {
    return [...this.entries()].filter(({ profile }) => profile !== undefined && !profiles.includes(profile));
  }

  /** Every handler, in no particular order. */
  *entries(): Iterable<HandlerEntry> {
    for (const ofHook of this.handlers.values()) yield* ofHook.values();
  }

  private lookUp(key: string, profile: string | undefined): HandlerEntry['handler'] | undefined {
    const ofHook = this.handlers.get(key);
    return (ofHook?.get(profile) ?? ofHook?.get(undefined))?.handler;
  }

  /** One more handler. @throws DomainError `invalid_input` as the constructor does */
  add(entry: HandlerEntry): void {
    assertUsable(entry);
    const { hook, action, profile, source } = entry;
    const key = hook === 'onAction' ? actionKey(action ?? '') : hook;
    const ofHook = this.handlers.get(key) ?? new Map<string | undefined, HandlerEntry>();
    const other = ofHook.get(profile);
    const what = action === undefined ? hook : `${hook} "${action}"`;
    const where = profile === undefined ? '' : ` of the profile "${profile}"`;
    if (other) throw refused(source, `${other.source} handles ${what}${where} already; keep one of them`);
    this.handlers.set(key, ofHook.set(profile, entry));
  }
}

function assertUsable({ hook, handler, action, profile, source }: HandlerEntry): void {
  const hooks: readonly string[] = [...CONVERSATION_HOOKS, ...APP_HOOKS];
  if (!hooks.includes(hook)) throw refused(source, `"${hook}" is not one of ${hooks.join(', ')}`);
  if (typeof handler !== 'function') throw refused(source, `${hook} must be a function`);
  if (hook === 'onAction' && !action) throw refused(source, 'onAction needs the name of an action');
  if (profile !== undefined && (APP_HOOKS as readonly string[]).includes(hook))
    throw refused(source, `${hook} is the whole app's, not that of the profile "${profile}"`);
}

function actionKey(name: string): string {
  return `onAction ${name}`;
}

function refused(source: string, reason: string): DomainError {
  return new DomainError('invalid_input', `${source}: ${reason}.`);
}
