import { Injectable } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { DomainError } from '#libs/platform';
import { APP_HOOKS } from '../app/chat-hooks.js';
import type { HandlerEntry } from '../app/handler-table.js';
import { chatAppScopeOf } from './chat-app.decorator.js';
import { hookMarksOf } from './chat-hook.decorators.js';
import type { HookMark } from './chat-hook.decorators.js';
import { HandlerPipeline } from './handler-pipeline.js';

/** What Nest's `@UseGuards`, `@UseInterceptors` and `@UsePipes` leave on a method. */
const ENHANCERS = ['__guards__', '__interceptors__', '__pipes__'];

interface MarkedMethod {
  readonly name: string;
  readonly method: object;
  readonly marks: readonly HookMark[];
}

/** Finds the handlers that the providers of an app's module have. */
@Injectable()
export class ChatExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly pipeline: HandlerPipeline,
    private readonly config: ApplicationConfig,
  ) {}

  /**
   * The handlers of all providers with `@ChatApp`, in no particular order.
   *
   * @throws DomainError `invalid_input` naming class and method, where a handler could never be called or its guards
   *   would be passed by
   */
  handlers(): HandlerEntry[] {
    for (const { metatype } of this.discovery.getControllers())
      if (metatype) this.assertNoController(metatype);
    const seen = new Set<unknown>();
    return this.discovery.getProviders().flatMap((provider) => {
      const type = typeOf(provider);
      if (!type || seen.has(provider.instance ?? type)) return [];
      seen.add(provider.instance ?? type);
      return this.handlersOf(provider, type);
    });
  }

  private handlersOf(provider: InstanceWrapper, type: NewableFunction): HandlerEntry[] {
    const scope = chatAppScopeOf(type);
    const methods = this.markedMethodsOf(type);
    const [first] = methods;
    if (!scope && first) throw refused(`${type.name}.${first.name}`, `${type.name} has no @ChatApp()`);
    if (!scope) return [];
    if (!first)
      throw refused(type.name, 'it has @ChatApp() and no handler, such as a method with @OnMessage()');
    this.assertOnePerWorker(provider, `${type.name}.${first.name}`);
    return methods.flatMap((method) =>
      this.entriesOf(provider.instance as object, type, method, scope.profile),
    );
  }

  private entriesOf(
    instance: object,
    type: NewableFunction,
    { name, method, marks }: MarkedMethod,
    profile: string | undefined,
  ): HandlerEntry[] {
    const source = `${type.name}.${name}`;
    return marks.map(({ hook, action }) => {
      const isOfApp = (APP_HOOKS as readonly string[]).includes(hook);
      if (isOfApp) assertPlain(source, method, hook);
      const handler = isOfApp
        ? (method as (...args: unknown[]) => unknown).bind(instance)
        : this.pipeline.handlerOf(instance, name, marks);
      // The decorator has checked the method's type.
      return { source, hook, action, profile, handler: handler as HandlerEntry['handler'] };
    });
  }

  private markedMethodsOf(type: NewableFunction): MarkedMethod[] {
    const prototype = type.prototype as Record<string, object>;
    return this.scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, method: prototype[name] as object }))
      .map((found) => ({ ...found, marks: hookMarksOf(found.method) }))
      .filter(({ marks }) => marks.length > 0);
  }

  private assertNoController(type: NewableFunction): void {
    const [first] = this.markedMethodsOf(type);
    if (first || chatAppScopeOf(type))
      throw refused(
        first ? `${type.name}.${first.name}` : type.name,
        `${type.name} is a controller; list it under "providers" of its module`,
      );
  }

  /** Handlers are called without a request: what is made for each request has nothing to be made for. */
  private assertOnePerWorker(provider: InstanceWrapper, source: string): void {
    if (provider.isTransient) throw refused(source, 'its class is a transient provider; make it a singleton');
    if (!provider.isDependencyTreeStatic())
      throw refused(
        source,
        'its class, something that it injects, or a guard, pipe or interceptor of it is made for each request; make it a singleton',
      );
    const forEach = [...this.config.getGlobalRequestGuards(), ...this.config.getGlobalRequestInterceptors()];
    if (forEach.length > 0)
      throw refused(
        source,
        `the application's ${forEach.map((wrapper) => String(wrapper.name)).join(', ')} is made for each request; make it a singleton`,
      );
  }
}

function assertPlain(source: string, method: object, hook: string): void {
  if (ENHANCERS.some((key) => Reflect.hasMetadata(key, method)))
    throw refused(
      source,
      `guards, pipes and interceptors work on handlers of a conversation, and ${hook} is none`,
    );
}

/** A factory's `metatype` is the factory, and a value has none. */
function typeOf({ metatype, instance, inject }: InstanceWrapper): NewableFunction | undefined {
  const type = inject || !metatype ? (instance as object | null | undefined)?.constructor : metatype;
  return typeof type === 'function' && type.prototype ? type : undefined;
}

function refused(source: string, reason: string): DomainError {
  return new DomainError('invalid_input', `${source}: ${reason}.`);
}
