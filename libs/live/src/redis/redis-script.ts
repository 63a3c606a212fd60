import { createHash } from 'node:crypto';

/** A Lua script, called by the digest of its source. */
export interface RedisScript {
  readonly source: string;
  readonly sha1: string;
}

/** Declares a script. All its keys must share one `{tag}`, so that it can run in a Redis cluster. */
export function redisScript(source: string): RedisScript {
  return { source, sha1: createHash('sha1').update(source).digest('hex') };
}
