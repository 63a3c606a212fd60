import type { PipeTransform } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { CUSTOM_ROUTE_ARGS_METADATA, ROUTE_ARGS_METADATA, RouteParamtypes } from '@nestjs/common/internal';
import { ApplicationConfig, ExternalContextCreator } from '@nestjs/core';
import { ChatContext } from '../turn/chat-context.js';
import { CHAT_CONTEXT_TYPE } from './chat-context-of.js';
import type { HookMark } from './chat-hook.decorators.js';
import { callForUser } from './user-facing-exception.js';

type Method = (...args: unknown[]) => unknown;
type ParameterMetadata = Record<string, { index: number; data?: unknown; pipes?: unknown[] }>;

const PARAMETERS = Symbol('parameters of a chat handler').toString();

/** What handlers are called with: what happened, and `ctx`; or `ctx` alone. */
const MOST_ARGUMENTS = 2;

/** Any number that is no `RouteParamtypes`: pipes are told that the value is `custom`. */
const CUSTOM_PARAMETER = 1_000;

/** Puts Nest's guards, interceptors and pipes before chat handlers. */
@Injectable()
export class HandlerPipeline {
  private readonly creator: ExternalContextCreator;

  constructor(base: ExternalContextCreator, config: ApplicationConfig) {
    const globalPipes = (): unknown[] => config.getGlobalPipes();
    // Pipes are for what happened: `ctx` is not theirs, and the application's own are for HTTP.
    const getParamValue: ExternalContextCreator['getParamValue'] = async (value: unknown, about, pipes) => {
      const own = (pipes as PipeTransform[]).filter((pipe) => !globalPipes().includes(pipe));
      return value instanceof ChatContext ? value : (base.getParamValue(value, about, own) as unknown);
    };
    this.creator = Object.assign(Object.create(base) as ExternalContextCreator, { getParamValue });
  }

  /** The method of the instance as a handler: with all that stands before it. */
  handlerOf(instance: object, name: string, marks: readonly HookMark[]): Method {
    const method = (instance as Record<string, Method>)[name] as Method;
    defineParameters(instance.constructor, name, marks);
    const run = this.creator.create(
      instance,
      method,
      name,
      PARAMETERS,
      { exchangeKeyForValue: (_type, position, args: unknown[]): unknown => args[Number(position)] },
      undefined,
      undefined,
      // Errors are the turn's to show.
      { guards: true, interceptors: true, filters: false },
      CHAT_CONTEXT_TYPE,
    );
    return (...args) => callForUser(() => run(...args));
  }
}

/**
 * Says which parameter takes which argument: those that have no decorator take them in order. Settings are told to
 * pipes as a body, so that a `ValidationPipe` checks them against the parameter's class.
 */
function defineParameters(type: object, name: string, marks: readonly HookMark[]): void {
  const decorated = (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, name) ?? {}) as ParameterMetadata;
  const all = Object.entries(decorated).filter(([key]) => key.includes(CUSTOM_ROUTE_ARGS_METADATA));
  const taken = new Set(all.map(([, { index }]) => index));
  const isSettings = marks.some(({ hook }) => hook === 'onSettingsUpdate' || hook === 'onSettingsEdit');
  let index = 0;
  for (let position = 0; position < MOST_ARGUMENTS; position++, index++) {
    while (taken.has(index)) index++;
    const kind = isSettings && position === 0 ? RouteParamtypes.BODY : CUSTOM_PARAMETER;
    all.push([`${kind}:${index}`, { index, data: position, pipes: [] }]);
  }
  Reflect.defineMetadata(PARAMETERS, Object.fromEntries(all), type, name);
}
