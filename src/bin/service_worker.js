// The service worker's shell: installs and keeps the page's files, and hands
// every request below lab/ to the lab, which is compiled from Rust. The build
// writes its id and its files in here, so a new build is a new worker.
const BUILD = "__BUILD_ID__";
const FILES = ["__BUILD_FILES__"];
// Files that the page loads later: kept when it asks for one of them, which it does once
// it is shown, so that a first visit does not wait for them.
const LATER_FILES = ["__LATER_FILES__"];

const SCOPE = self.registration.scope;
const LAB = `${SCOPE}lab/`;
// Other pages may live on this origin: only caches of this scope are ours.
const OURS = `fetch-playground ${SCOPE} `;
const CACHE = OURS + BUILD;
const urls = (files) => new Set(files.map((file) => new URL(file, SCOPE).href));
const PAGE = urls([...FILES, ...LATER_FILES]);
const LATER = urls(LATER_FILES);
const OWN_ADDRESSES = urls(["./", "index.html"]);
// How long the network may take for the page.
const PAGE_TIMEOUT_MS = 3000;
// Each fetch worker has a URL of its own, `?worker=3`, for the same file.
const WORKER = new URL("fetch_worker_start.js", SCOPE).href;
const fileOf = ({ url }) => (url.startsWith(`${WORKER}?worker=`) ? WORKER : url);

importScripts("lab_service_worker.js");

const lab = startLab();
async function startLab() {
  const wasm = `${SCOPE}lab_service_worker_bg.wasm`;
  // Not from a cache, as the script: the two belong together.
  await wasm_bindgen({ module_or_path: (await kept(wasm)) ?? fetch(wasm, { cache: "no-cache" }) });
  return wasm_bindgen;
}

async function kept(request) {
  return (await caches.open(CACHE)).match(request);
}

async function keep(names) {
  const files = names.map((file) => new Request(file, { cache: "no-cache" }));
  await (await caches.open(CACHE)).addAll(files);
}

let later;
function keepLater() {
  // Tried again the next time: the network may be back.
  later ??= keepMissing(LATER_FILES).catch(() => (later = undefined));
  return later;
}

async function keepMissing(names) {
  const cache = await caches.open(CACHE);
  const found = await Promise.all(names.map((name) => cache.match(name)));
  await keep(names.filter((_, place) => !found[place]));
}

async function dropOldFiles() {
  const stale = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(stale.map((name) => caches.delete(name)));
}

// The page itself comes from the network where there is one, so that a new build is seen
// at once. A server that fails, or takes too long, is as good as none: then the page is
// the kept one, with the kept files of its own build, also if the answer comes later.
async function answerWithPage(request) {
  const answer = fetch(request);
  const page = await Promise.race([answer.then(whole).catch(() => undefined), tooLong()]);
  return page ?? (await kept("./")) ?? answer;
}

async function whole(response) {
  if (response.status >= 500) return undefined;
  // It may stop in the middle of the body, too. A clone is read to its end, so that a late
  // answer keeps no connection.
  await response.clone().arrayBuffer();
  return response;
}

function tooLong() {
  return new Promise((resolve) => setTimeout(resolve, PAGE_TIMEOUT_MS));
}

// Most of the page's files are named after their content.
async function answerWithFile(request) {
  if (LATER.has(request.url)) await keepLater();
  return (await kept(fileOf(request))) ?? fetch(request, { cache: "no-cache" });
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(Promise.all([lab, keep(FILES)]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldFiles().then(() => self.clients.claim()));
});

// The messages of `ServiceWorkerMessage` in crates/core/src/lab/message.rs.
self.addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(self.clients.claim());
  else if (event.data === "keep") event.waitUntil(keepLater());
  else event.waitUntil(lab.then(({ receive }) => receive(event.data)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.url.startsWith(LAB)) {
    event.respondWith(lab.then(({ answer }) => answer(request.url.slice(LAB.length))));
  } else if (request.method === "GET" && request.mode === "navigate") {
    // Other pages may live below this scope.
    if (OWN_ADDRESSES.has(request.url.split(/[?#]/)[0])) event.respondWith(answerWithPage(request));
  } else if (request.method === "GET" && PAGE.has(fileOf(request))) {
    event.respondWith(answerWithFile(request));
  }
  // Anything else is not answered here, so that its times are the network's.
});
