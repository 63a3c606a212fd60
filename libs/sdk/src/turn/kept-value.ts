import type { Json } from '#libs/contracts';

/**
 * `T`, if JSON can carry it; else `never`, wherever it cannot. Interfaces are taken, which TypeScript does not take for
 * `Json` whatever their properties are.
 */
export type KeptValue<T> = T extends Json
  ? T
  : T extends Date | ((...given: never) => unknown)
    ? never
    : T extends object
      ? { [K in keyof T]: KeptValue<T[K]> }
      : never;
