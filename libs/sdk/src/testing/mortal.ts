import { DomainError } from '#libs/platform';

type Method = (...args: unknown[]) => unknown;

/**
 * What a worker uses of the world, until the worker dies: from then on every call fails, as for a process that is no
 * longer there.
 *
 * @param quiet methods that do nothing then, because nobody expects them to fail
 */
export function mortal<T extends object>(port: T, death: AbortSignal, quiet: readonly (keyof T)[] = []): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        if (!death.aborted) return (member as Method).apply(target, args);
        if ((quiet as readonly unknown[]).includes(name)) return Promise.resolve();
        return Promise.reject(new DomainError('unavailable', 'This worker was killed.'));
      };
    },
  });
}
