-- wrk asks the addresses of a file in their order, and says at the end what came of it.
local addresses, position = {}, 0

function init()
   wrk.headers["Accept-Encoding"] = os.getenv("ENCODING")
   for path in io.lines(os.getenv("ADDRESSES")) do addresses[#addresses + 1] = wrk.format("GET", path) end
end

function request()
   position = position % #addresses + 1
   return addresses[position]
end

function done(summary, latency)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
   io.write(string.format("\nRESULT %d %d %d %d\n", summary.requests, summary.duration, failed, latency:percentile(99)))
end
