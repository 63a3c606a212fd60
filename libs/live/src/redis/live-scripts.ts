import { redisScript } from './redis-script.js';

// A counter begins at the store's time in milliseconds. `begin` is where: the first frame has the number after it.
const START_COUNTER = `
local function milliseconds(time)
  return time[1] .. string.format('%03d', math.floor(time[2] / 1000))
end
local function start_counter(thread, log, now)
  redis.call('HSET', thread, 'head', now, 'begin', now)
  redis.call('DEL', log)
end
`;

/**
 * Takes frames in. KEYS: thread, log, routes, fences, ask, then the texts that the frames write or end.
 * ARGV: frames to keep, their ttl, the thread's ttl, then operations: `D json` keep a durable frame; `E key` end a
 * text; `A key id fence piece` append to a text; `S key id fence piece` begin a text anew; `R 0|1` running;
 * `Q id deadline json` keep an ask; `U id` forget it; `N` begin the counter anew.
 * Returns: the newest number, the ordinals of `A` and `S` operations of overtaken attempts, the gateways.
 */
export const EMIT = redisScript(`${START_COUNTER}
local now = milliseconds(redis.call('TIME'))
local replay_ttl = ARGV[2]
if redis.call('PEXPIRE', KEYS[1], ARGV[3]) == 0 then
  start_counter(KEYS[1], KEYS[2], now)
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
local kept, tokens, overtaken, index = 0, 0, {}, 4
while ARGV[index] do
  local operation = ARGV[index]
  if operation == 'D' then
    redis.call('RPUSH', KEYS[2], ARGV[index + 1])
    kept = kept + 1
    index = index + 2
  elseif operation == 'E' then
    redis.call('DEL', KEYS[tonumber(ARGV[index + 1])])
    index = index + 2
  elseif operation == 'R' then
    redis.call('HSET', KEYS[1], 'running', ARGV[index + 1])
    index = index + 2
  elseif operation == 'Q' then
    redis.call('HSET', KEYS[5], 'id', ARGV[index + 1], 'frame', ARGV[index + 3])
    redis.call('PEXPIREAT', KEYS[5], ARGV[index + 2])
    index = index + 4
  elseif operation == 'U' then
    if redis.call('HGET', KEYS[5], 'id') == ARGV[index + 1] then redis.call('DEL', KEYS[5]) end
    index = index + 2
  elseif operation == 'N' then
    local head = redis.call('HGET', KEYS[1], 'head')
    start_counter(KEYS[1], KEYS[2], string.format('%.0f', math.max(head + 1, now)))
    index = index + 1
  else
    local text, id, fence, piece = KEYS[tonumber(ARGV[index + 1])], ARGV[index + 2], ARGV[index + 3], ARGV[index + 4]
    local known = redis.call('HGET', KEYS[4], id)
    tokens = tokens + 1
    if known and tonumber(fence) < tonumber(known) then
      overtaken[#overtaken + 1] = tokens
    elseif operation == 'A' and known == fence then
      redis.call('APPEND', text, piece)
      redis.call('PEXPIRE', text, replay_ttl)
    else
      redis.call('HSET', KEYS[4], id, fence)
      redis.call('SET', text, piece, 'PX', replay_ttl)
    end
    index = index + 5
  end
end
if tokens > 0 then redis.call('PEXPIRE', KEYS[4], replay_ttl) end
local head = 0
if kept > 0 then
  head = redis.call('HINCRBY', KEYS[1], 'head', kept)
  redis.call('LTRIM', KEYS[2], -tonumber(ARGV[1]), -1)
  redis.call('PEXPIRE', KEYS[2], replay_ttl)
end
return { head, overtaken, redis.call('ZRANGEBYSCORE', KEYS[3], '(' .. now, '+inf') }
`);

/**
 * What was missed. KEYS: thread, log, fences, ask. ARGV: the number asked for, 0 for none.
 * Returns: head, complete, running, the number before the first frame returned, frames, {id, fence, …}, the ask's frame
 * or ''; or the ask's frame alone when nothing else is known of the thread.
 */
export const SNAPSHOT = redisScript(`
local state = redis.call('HMGET', KEYS[1], 'head', 'begin', 'running')
local ask = redis.call('HGET', KEYS[4], 'frame') or ''
if not state[1] then return { ask } end
local head, begin, after = tonumber(state[1]), tonumber(state[2]), tonumber(ARGV[1])
local before = head - redis.call('LLEN', KEYS[2])
local complete, skipped
if after == 0 then
  complete, skipped = before == begin, 0
else
  complete = after >= before and after <= head
  skipped = complete and after - before or head - before
end
return {
  head, complete and 1 or 0, state[3] or '0', before + skipped,
  redis.call('LRANGE', KEYS[2], skipped, -1), redis.call('HGETALL', KEYS[3]), ask,
}
`);

/** KEYS: thread, log, routes. ARGV: gateway, the route's ttl, the thread's ttl. */
export const JOIN = redisScript(`${START_COUNTER}
local now = milliseconds(redis.call('TIME'))
if redis.call('EXISTS', KEYS[1]) == 0 then start_counter(KEYS[1], KEYS[2], now) end
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now)
redis.call('ZADD', KEYS[3], string.format('%.0f', now + ARGV[2]), ARGV[1])
if redis.call('PTTL', KEYS[3]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[3], ARGV[2]) end
`);

/** KEYS: session. ARGV: the session's JSON, its ttl. */
export const PUT_SESSION = redisScript(`
redis.call('HSET', KEYS[1], 'session', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** KEYS: session. ARGV: the frame number, the ttl of a number without a session. */
export const MARK_SEEN = redisScript(`
local seen = redis.call('HGET', KEYS[1], 'seen')
if not seen or tonumber(ARGV[1]) > tonumber(seen) then redis.call('HSET', KEYS[1], 'seen', ARGV[1]) end
if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
`);

/** KEYS: routes. Returns: how many gateways' routes hold. */
export const COUNT_ROUTES = redisScript(`
local time = redis.call('TIME')
return redis.call('ZCOUNT', KEYS[1], '(' .. time[1] .. string.format('%03d', math.floor(time[2] / 1000)), '+inf')
`);

/** KEYS: what is kept. ARGV: what it has to be. */
export const UNKEEP = redisScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
`);

/** Every script of the live plane. */
export const LIVE_SCRIPTS = [EMIT, SNAPSHOT, JOIN, PUT_SESSION, MARK_SEEN, COUNT_ROUTES, UNKEEP] as const;
