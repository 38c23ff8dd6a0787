-- Made by Drayage. The action "hold" lets a request wait while its container is held: holds.map has, for
-- each container that is, the end of its hold in milliseconds since 1970. One whose end has passed
-- holds nobody, so that nothing waits for ever when no release comes; who waited until then is told so
-- by the variable txn.expired.
local holds = Map.new("DIRECTORY/holds.map", Map._str)
local POLL_MILLIS = 2

local function now()
  local time = core.now()
  return time.sec * 1000 + math.floor(time.usec / 1000)
end

core.register_action("hold", { "tcp-req", "http-req" }, function(txn)
  local container = txn:get_var("txn.container")
  local till = holds:lookup(container)
  local waited = false
  while till ~= nil do
    if tonumber(till) <= now() then
      if waited then txn:set_var("txn.expired", true) end
      return
    end
    waited = true
    core.msleep(POLL_MILLIS)
    till = holds:lookup(container)
  end
end, 0)
