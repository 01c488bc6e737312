-- For wrk: sealed reports, each of other bytes, so that none is there already. NEARMISS_TICKET is in the environment.
local body_head, at, thread_number = "age-encryption.org/v1\n", 0, 0
local ticket = os.getenv("NEARMISS_TICKET") or ""

function setup(thread)
  thread:set("own", thread_number)
  thread_number = thread_number + 1
end

function init(arguments)
  headers = { ["content-type"] = "application/age", ["nearmiss-ticket"] = ticket, ["nearmiss-proof"] = "0" }
  rest = string.rep(".", 65536 - #body_head - 24)
  start = arguments[1] or "0"
end

function request()
  at = at + 1
  return wrk.format("POST", "/intake/sealed", headers, body_head .. string.format("%4s%4d%16d", start, own, at) .. rest)
end

function done(summary, latency, requests)
  local refused = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    latency:percentile(99.9), refused))
end
