-- wrk's part of scripts/soak: asks the queries of a file in turn, and prints what the measure needs.
local queries = {}

function init(args)
  for line in io.lines(args[1]) do
    queries[#queries + 1] = (line:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end))
  end
end

local at = math.random(1, 1000)

function request()
  at = at + 1
  return wrk.format("GET", "/search?q=" .. queries[at % #queries + 1])
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('{"requests": %d, "errors": %d, "kinds": "connect %d, read %d, write %d, status %d, timeout %d", "p50_ms": %.1f, "p95_ms": %.1f, "p99_ms": %.1f}\n',
    summary.requests, e.connect + e.read + e.write + e.status + e.timeout,
    e.connect, e.read, e.write, e.status, e.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
