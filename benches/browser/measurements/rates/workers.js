// The page's service worker against a hand-written one: each answers a client of its own, and
// the clients are the same.
import { post, report, runByHand, takeTurns } from "./turns.js";

async function startPlainWorker() {
  const registration = await navigator.serviceWorker.register("plain/service_worker.js");
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  while (worker.state !== "activated") {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
}

async function client(url) {
  const frame = document.createElement("iframe");
  frame.src = url;
  document.body.append(frame);
  await new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
  const { contentWindow } = frame;
  if (!contentWindow.navigator.serviceWorker.controller) {
    throw new Error(`${url} has no service worker`);
  }
  return contentWindow;
}

report(async () => {
  await startPlainWorker();
  const [ours, theirs] = [await client("client.html"), await client("plain/client.html")];
  await takeTurns("serviceWorker", {
    ours: (contest, urls) => runByHand(contest, urls, ours),
    theirs: (contest, urls) => runByHand(contest, urls, theirs),
  });
  await post("done");
});
