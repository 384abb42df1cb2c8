// The lab as a person would write it by hand for these requests: a response after its latency,
// and its body in pieces over the transfer time.
const counts = new Map();

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
  const { pathname, searchParams } = new URL(event.request.url);
  const call = pathname.split("/lab/")[1];
  if (call === "work") event.respondWith(work(searchParams));
  if (call === "stats") event.respondWith(Response.json(countsOf(searchParams.get("run"))));
});

function countsOf(run) {
  const none = { requests: 0, inFlight: 0, maxInFlight: 0 };
  if (!counts.has(run)) counts.set(run, none);
  return counts.get(run);
}

async function work(asked) {
  const count = countsOf(asked.get("run"));
  count.requests += 1;
  count.inFlight += 1;
  count.maxInFlight = Math.max(count.maxInFlight, count.inFlight);
  const number = (name) => Number(asked.get(name));
  await sleep(number("delay"));
  const { readable, writable } = new TransformStream();
  const pieces = { bytes: number("bytes"), chunks: number("chunks"), ms: number("transfer") };
  send(pieces, writable.getWriter()).finally(() => (count.inFlight -= 1));
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" };
  return new Response(readable, { headers });
}

async function send({ bytes, chunks, ms }, writer) {
  for (let piece = 1; piece <= chunks; piece += 1) {
    await sleep(ms / chunks);
    await writer.write(new Uint8Array(bytes / chunks).fill(46));
  }
  await writer.close();
}

function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
