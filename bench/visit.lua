-- For wrk: visits the paths of a file at random, as many readers with browsers would.
-- Arguments: the file of paths, the file of user agents, the value of Accept-Encoding or "-", the file of cookies or "-",
-- the number of readers: of many none passes the flood limit, however fast the server.

local threads = {}
local requests = {}
sent = 0 -- global: read by done() from another state

function setup(thread)
  threads[#threads + 1] = thread
  thread:set("seed", #threads)
end

local function lines(name)
  local found = {}
  for line in io.lines(name) do found[#found + 1] = line end
  return found
end

function init(arguments)
  math.randomseed(os.time() + seed)
  local paths, agents = lines(arguments[1]), lines(arguments[2])
  local cookies = arguments[4] ~= "-" and lines(arguments[4]) or {}
  local readers = tonumber(arguments[5])
  for number = 0, math.max(readers, #paths) - 1 do
    local reader = number % readers
    local headers = {
      ["User-Agent"] = agents[reader % #agents + 1],
      ["Accept-Language"] = "vi-VN,vi;q=0.9,en;q=0." .. math.floor(reader / #agents),
      ["Accept"] = "text/html,application/xhtml+xml",
    }
    if arguments[3] ~= "-" then headers["Accept-Encoding"] = arguments[3] end
    if #cookies > 0 then headers["Cookie"] = cookies[number % #cookies + 1] end
    requests[number + 1] = wrk.format("GET", paths[number % #paths + 1], headers)
  end
end

function request()
  sent = sent + 1
  return requests[math.random(#requests)]
end

function done(summary, latency)
  local errors, asked = summary.errors, 0
  for _, thread in ipairs(threads) do asked = asked + thread:get("sent") end
  io.write(string.format(
    '{"requests": %d, "sent": %d, "microseconds": %d, "bytes": %d, "p50": %d, "p99": %d, "failed": %d}\n',
    summary.requests, asked, summary.duration, summary.bytes, latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout
  ))
end
