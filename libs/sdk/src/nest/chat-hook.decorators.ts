import type { ActionResponse, Answer, AppHooks, HookName } from '../app/chat-hooks.js';

/** What a decorator said of a method. */
export interface HookMark {
  readonly hook: HookName;
  /** Of `onAction`: the action's name. */
  readonly action?: string;
}

const MARKS = Symbol('chat hooks of a method');

/** A decorator for methods of this type. */
export type MethodDecoratorFor<M> = <H extends M>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/**
 * A method that returns this. What it takes its decorator cannot know: pipes change what happened, and parameters may
 * have decorators of their own.
 */
type Returning<R> = (...args: never[]) => R;

type Silent = void | Promise<void>;

/** What decorators said of a method, in no particular order. */
export function hookMarksOf(method: object): readonly HookMark[] {
  return (Reflect.getOwnMetadata(MARKS, method) as HookMark[] | undefined) ?? [];
}

/** The method is the app's, or the profile's, `onMessage`. It takes the message and `ctx`. */
export function OnMessage(): MethodDecoratorFor<Returning<Answer>> {
  return mark({ hook: 'onMessage' });
}

/** The method is the app's, or the profile's, `onChatStart`. It takes `ctx`. */
export function OnChatStart(): MethodDecoratorFor<Returning<Answer>> {
  return mark({ hook: 'onChatStart' });
}

/** The method is the app's, or the profile's, `onChatResume`. It takes the stored thread and `ctx`. */
export function OnChatResume(): MethodDecoratorFor<Returning<Answer>> {
  return mark({ hook: 'onChatResume' });
}

/** The method is the app's, or the profile's, `onChatEnd`. It takes `ctx`. */
export function OnChatEnd(): MethodDecoratorFor<Returning<Silent>> {
  return mark({ hook: 'onChatEnd' });
}

/** The method is the app's, or the profile's, `onStop`. It takes `ctx`. */
export function OnStop(): MethodDecoratorFor<Returning<Silent>> {
  return mark({ hook: 'onStop' });
}

/** The method is the app's, or the profile's, `onSettingsUpdate`. It takes the settings and `ctx`. */
export function OnSettingsUpdate(): MethodDecoratorFor<Returning<Answer>> {
  return mark({ hook: 'onSettingsUpdate' });
}

/** The method is the app's, or the profile's, `onSettingsEdit`. It takes the settings and `ctx`. */
export function OnSettingsEdit(): MethodDecoratorFor<Returning<Answer>> {
  return mark({ hook: 'onSettingsEdit' });
}

/** The method is the app's, or the profile's, `onConnect`. It takes `ctx`. */
export function OnConnect(): MethodDecoratorFor<Returning<Silent>> {
  return mark({ hook: 'onConnect' });
}

/** The method is the app's, or the profile's, `onDisconnect`. It takes `ctx`. */
export function OnDisconnect(): MethodDecoratorFor<Returning<Silent>> {
  return mark({ hook: 'onDisconnect' });
}

/** The method is called by the buttons of the action of this name. It takes the action and `ctx`. */
export function OnAction(name: string): MethodDecoratorFor<Returning<ActionResponse>> {
  return mark({ hook: 'onAction', action: name });
}

/** The method is the app's `setChatProfiles`. It takes the user, if signed in, and the language. */
export function SetChatProfiles(): MethodDecoratorFor<AppHooks['setChatProfiles']> {
  return mark({ hook: 'setChatProfiles' });
}

/** The method is the app's `setStarters`. It takes the user, if signed in, the language and the profile's name. */
export function SetStarters(): MethodDecoratorFor<AppHooks['setStarters']> {
  return mark({ hook: 'setStarters' });
}

/** The method runs when a worker of the app starts. What it throws ends the start. */
export function OnAppStartup(): MethodDecoratorFor<AppHooks['onAppStartup']> {
  return mark({ hook: 'onAppStartup' });
}

/** The method runs when a worker of the app has handled its last event. */
export function OnAppShutdown(): MethodDecoratorFor<AppHooks['onAppShutdown']> {
  return mark({ hook: 'onAppShutdown' });
}

function mark<M>(said: HookMark): MethodDecoratorFor<M> {
  return (target, name, { value: method }) => {
    if (typeof target === 'function')
      throw new TypeError(
        `${target.name}.${String(name)}: a static method cannot be ${said.hook}; make it a method of the instance.`,
      );
    if (typeof method !== 'function') return;
    Reflect.defineMetadata(MARKS, [...hookMarksOf(method), said], method);
  };
}
