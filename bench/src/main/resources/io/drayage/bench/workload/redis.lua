-- The benchmark's load on Redis, run by the server so that no value crosses the link. ARGV[1] says what:
--   fill FROM TO          makes the values FROM to TO - 1, version 0
--   beat WRITES VALUES    counts one beat, and writes WRITES (a fraction is saved up) of the VALUES values anew; the beat's number
--   check FROM TO         {values that are wrong, the sum of the versions} of FROM to TO - 1
-- A value has 4000 bytes: its number and version, then hexadecimal digits made from both, of which the second half repeats.
local function content(number, version)
  local head = number .. ' ' .. version .. ' '
  local parts = {head}
  local word = head
  for i = 1, 49 do
    word = redis.sha1hex(word)
    parts[i + 1] = word
  end
  return (table.concat(parts) .. string.rep(word, 51)):sub(1, 4000)
end

local what, first, second = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if what == 'fill' then
  for number = first, second - 1 do
    redis.call('SET', 'v' .. number, content(number, 0))
  end
  return second
end
if what == 'beat' then
  local beat = redis.call('INCR', 'beat')
  for write = math.floor((beat - 1) * first), math.floor(beat * first) - 1 do
    -- A quarter of the values, spread over all of them, in an order that looks like none.
    local number = 4 * ((write * 2654435761) % math.floor(second / 4))
    local version = tonumber(redis.call('GETRANGE', 'v' .. number, 0, 31):match('^%d+ (%d+) '))
    redis.call('SET', 'v' .. number, content(number, version + 1))
  end
  return beat
end
local wrong, versions = 0, 0
for number = first, second - 1 do
  local value = redis.call('GET', 'v' .. number)
  local version = value and tonumber(value:match('^%d+ (%d+) '))
  if version and value == content(number, version) then
    versions = versions + version
  else
    wrong = wrong + 1
  end
end
return {wrong, versions}
