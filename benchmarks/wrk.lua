-- What wrk asks: each site once in an order that jumps about, then again, each with a token that belongs to it.
-- wrk … URL -- METHOD SITES STEP DISTANCE TOKENS CONTEXT
local method, sites, step, distance, tokens, before, after
local at, count = 0, 0
local TOKEN = 45 -- a line of the file of tokens

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  method, sites, step, distance = args[1], tonumber(args[2]), tonumber(args[3]), tonumber(args[4])
  tokens = read(args[5])
  -- Every PUT brings another context: seven digits in it count.
  local from, to = args[6]:find("0000000", 1, true)
  before = '{"config":' .. args[6]:sub(1, from - 1)
  after = args[6]:sub(to + 1) .. "}"
end

function request()
  at = (at + step) % sites
  local site = at * distance
  local head = string.format(
    "%s /site/site-%07d/integrations/benchmark HTTP/1.1\r\nHost: 127.0.0.1\r\nnetlify-token: ", method, site)
    .. tokens:sub(site * TOKEN + 1, site * TOKEN + TOKEN - 1)
  if method == "GET" then
    return head .. "\r\n\r\n"
  end
  count = (count + 1) % 10000000
  return head .. "\r\nContent-Type: application/json\r\nContent-Length: " .. (#before + 7 + #after) .. "\r\n\r\n"
    .. before .. string.format("%07d", count) .. after
end

-- One line for the program that started this.
function done(summary, latency)
  local e = summary.errors
  print(string.format(
    "figures %d %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.status, e.connect + e.read + e.write, e.timeout))
end
