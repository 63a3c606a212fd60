import { redisScript } from '#libs/live';

/** KEYS: cell. ARGV: ttl. Returns: the fence, then the cell's fields and values. */
export const CLAIM = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stored = tonumber(redis.call('HGET', KEYS[1], 'fence') or '0')
local fence = string.format('%.0f', math.max(stored + 1, now))
redis.call('HSET', KEYS[1], 'fence', fence)
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { fence, redis.call('HGETALL', KEYS[1]) }
`);

/**
 * KEYS: cell. ARGV: fence, turn, interacted 0|1, ttl, turns to remember, number of keys to unset, those, then the keys
 * to set and their values. Turn ids are kept one a line, and so are, in `asks`, those of the asks. Returns: 1
 * committed, 0 fenced.
 */
export const COMMIT = redisScript(`
local cell, turn = KEYS[1], ARGV[2]
local state = redis.call('HMGET', cell, 'done', 'fence', 'asks')
local done, asks = state[1] or '', state[3]
if string.find('\\n' .. done .. '\\n', '\\n' .. turn .. '\\n', 1, true) then return 1 end
if state[2] ~= ARGV[1] then return 0 end
local set_from = 7 + ARGV[6]
for index = 7, set_from - 1 do redis.call('HDEL', cell, ARGV[index]) end
for index = set_from, #ARGV, 2 do redis.call('HSET', cell, ARGV[index], ARGV[index + 1]) end
if ARGV[3] == '1' then redis.call('HSET', cell, 'interacted', '1') end
done = done == '' and turn or done .. '\\n' .. turn
local turns, line_end = 1, string.find(done, '\\n', 1, true)
while line_end do
  turns, line_end = turns + 1, string.find(done, '\\n', line_end + 1, true)
end
for _ = 1, turns - ARGV[5] do done = string.sub(done, string.find(done, '\\n', 1, true) + 1) end
redis.call('HSET', cell, 'done', done)
if asks then
  local others = {}
  for ask in string.gmatch(asks, '[^\\n]+') do
    local asker = string.match(redis.call('HGET', cell, 'ask:' .. ask) or '', ' (.*)$')
    if asker == turn then redis.call('HDEL', cell, 'ask:' .. ask, 'answer:' .. ask)
    else others[#others + 1] = ask end
  end
  if #others == 0 then redis.call('HDEL', cell, 'asks')
  else redis.call('HSET', cell, 'asks', table.concat(others, '\\n')) end
end
redis.call('PEXPIRE', cell, ARGV[4])
return 1
`);

/**
 * KEYS: cell. ARGV: fence, ask, its deadline and turn as its field holds them, ttl. Returns: that field and the answer
 * or ''; nothing when fenced.
 */
export const OPEN_ASK = redisScript(`
local cell, ask = KEYS[1], ARGV[2]
if redis.call('HGET', cell, 'fence') ~= ARGV[1] then return {} end
if redis.call('HSETNX', cell, 'ask:' .. ask, ARGV[3]) == 1 then
  local asks = redis.call('HGET', cell, 'asks')
  redis.call('HSET', cell, 'asks', asks and asks .. '\\n' .. ask or ask)
end
redis.call('PEXPIRE', cell, ARGV[4])
local known = redis.call('HMGET', cell, 'ask:' .. ask, 'answer:' .. ask)
return { known[1], known[2] or '' }
`);

/** KEYS: cell. ARGV: ask, answer as JSON, when it was given, ttl. Returns: 1 taken, 0 refused. */
export const ANSWER_ASK = redisScript(`
local cell, ask = KEYS[1], ARGV[1]
local known = redis.call('HMGET', cell, 'ask:' .. ask, 'answer:' .. ask)
if not known[1] then return 0 end
if known[2] then return known[2] == ARGV[2] and 1 or 0 end
if tonumber(ARGV[3]) > tonumber(string.match(known[1], '^[^ ]+')) then return 0 end
redis.call('HSET', cell, 'answer:' .. ask, ARGV[2])
redis.call('PEXPIRE', cell, ARGV[4])
return 1
`);

/** KEYS: cell. ARGV: at, ttl. */
export const STOP = redisScript(`
if tonumber(ARGV[1]) > tonumber(redis.call('HGET', KEYS[1], 'stoppedAt') or '0') then
  redis.call('HSET', KEYS[1], 'stoppedAt', ARGV[1])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** KEYS: cell. Returns: its fields and values. */
export const READ = redisScript(`return redis.call('HGETALL', KEYS[1])`);

/** Every script of the cell store. */
export const CELL_SCRIPTS = [CLAIM, COMMIT, OPEN_ASK, ANSWER_ASK, STOP, READ] as const;
