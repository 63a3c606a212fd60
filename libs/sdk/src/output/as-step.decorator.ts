import { firstNonJson } from '#libs/contracts';
import type { Json } from '#libs/contracts';
import { currentTurn } from '../turn/turn-scope.js';
import { runStep } from './step.js';
import type { StepOptions } from './step.js';

type AsyncMethod<A extends unknown[], R> = (...args: A) => Promise<R>;

/**
 * Shows each call of a method as a step of the tree: its arguments as the input, what it resolves to as the output.
 * The step is called as the method is unless it is given a name. Throws `OutsideTurnError` when it is called outside a turn.
 */
export function AsStep({ name, ...options }: Omit<StepOptions, 'input'> & { readonly name?: string } = {}) {
  return <A extends unknown[], R>(
    _: object,
    method: string | symbol,
    descriptor: TypedPropertyDescriptor<AsyncMethod<A, R>>,
  ): void => {
    const original = descriptor.value;
    if (!original) return;
    const shown = function (this: unknown, ...args: A): Promise<R> {
      const title = name ?? String(method);
      const turn = currentTurn(`the step "${title}"`);
      return runStep(turn, title, { ...options, input: inputOf(args) }, () => original.apply(this, args));
    };
    // What other decorators noted on the method stays on it.
    for (const key of Reflect.getOwnMetadataKeys(original))
      Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, original), shown);
    descriptor.value = shown;
  };
}

/** What of the arguments is data: one alone, or a list. Contexts and clients are not. */
function inputOf(args: readonly unknown[]): Json {
  const data = args.filter((arg): arg is Json => firstNonJson(arg) === undefined);
  return data.length === 1 ? (data[0] ?? null) : data;
}
