import type { ThreadDto } from '#libs/contracts';

/** Some of a caller's threads, newest activity first (wire protocol §6.5). */
export interface ThreadPage {
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly data: readonly ThreadDto[];
}

/** @param hasNextPage whether there are more after these */
export function threadPage(data: readonly ThreadDto[], hasNextPage: boolean): ThreadPage {
  const [startCursor, endCursor] = [data[0]?.id ?? null, data.at(-1)?.id ?? null];
  return { pageInfo: { hasNextPage, startCursor, endCursor }, data };
}
