// Parts of the browser that tests read and break.

// A lab whose address says how it answers: https://scripted.invalid/<how>/lab/…
const SCRIPTED = "https://scripted.invalid/";
const LAB = { "fetch-playground-lab": "service-worker/scripted" };

const bytes = (...lengths) => lengths.map((length) => new Uint8Array(length));

function bodyOf(chunks, end) {
  return new ReadableStream({
    start(stream) {
      for (const chunk of chunks) stream.enqueue(chunk);
      end?.(stream);
    },
  });
}

const closes = (stream) => stream.close();
const breaks = (stream) => queueMicrotask(() => stream.error(new TypeError("network error")));

const answers = {
  whole: () => new Response(bodyOf(bytes(3, 5, 7), closes), { headers: LAB }),
  bodiless: () => new Response(null, { status: 204, headers: LAB }),
  empty: () => new Response("", { headers: LAB }),
  broken: () => new Response(brokenBody(), { headers: LAB }),
  text: () => new Response(bodyOf(["not bytes"], closes), { headers: LAB }),
  stuckBody: () => new Response(bodyOf(bytes(4)), { headers: LAB }),
  stuckHead: (signal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  unsent: (signal) => Promise.reject(signal.reason),
  busy: () => new Response("", { status: 429, headers: { ...LAB, "retry-after": "2" } }),
  busyForAFraction: () => new Response("", { status: 503, headers: { ...LAB, "retry-after": "2.5" } }),
  busyUntilADate: () =>
    new Response("", { status: 503, headers: { ...LAB, "retry-after": "Fri, 31 Dec 1999 23:59:59 GMT" } }),
  busyForAWhile: () =>
    new Response("", {
      status: 503,
      headers: { ...LAB, "retry-after": new Date(Date.now() + 30_000).toUTCString() },
    }),
  someoneElse: () => new Response("<!doctype html>"),
  aNumber: () => 7,
};

// What came before the break is read before it.
function brokenBody() {
  let left = bytes(4);
  return new ReadableStream(
    { pull: (stream) => (left.length > 0 ? stream.enqueue(left.pop()) : breaks(stream)) },
    { highWaterMark: 0 },
  );
}

const asked = new Map();
const browsersFetch = window.fetch;
window.fetch = async (url, init) => {
  if (!String(url).startsWith(SCRIPTED)) return browsersFetch(url, init);
  const how = String(url).slice(SCRIPTED.length).split("/")[0];
  asked.set(how, { url: String(url), init });
  return answers[how](init.signal);
};

export const wasAsked = (how) => asked.has(how);
// What the last fetch of this kind was sent with.
export const urlOf = (how) => asked.get(how)?.url ?? "";
export const wasAborted = (how) => asked.get(how)?.init.signal.aborted ?? false;
export const credentialsOf = (how) => asked.get(how)?.init.credentials ?? "";
export const cacheOf = (how) => asked.get(how)?.init.cache ?? "";

// The address of this many bytes, from which a body really streams.
export const addressOfBytes = (length) => URL.createObjectURL(new Blob([new Uint8Array(length)]));

// Timers that were set and have neither fired nor been cleared.
const timers = new Set();
const [browsersSet, browsersClear] = [window.setTimeout, window.clearTimeout];
window.setTimeout = (callback, ...rest) => {
  const timer = browsersSet(() => {
    timers.delete(timer);
    callback();
  }, ...rest);
  timers.add(timer);
  return timer;
};
window.clearTimeout = (timer) => {
  timers.delete(timer);
  browsersClear(timer);
};
export const openTimers = () => timers.size;

// How many errors were not caught.
let uncaught = 0;
for (const kind of ["error", "unhandledrejection"]) addEventListener(kind, () => (uncaught += 1));
export const uncaughtErrors = () => uncaught;

export const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

// From here on the page has this instead of its storage. Deleting it would not
// bring the browser's back: that was the window's own as well.
const browsersStorage = Object.getOwnPropertyDescriptor(window, "localStorage");
export function replaceStorage(how) {
  const get = {
    forbidden: () => {
      throw new DOMException("The user said no.", "SecurityError");
    },
    missing: () => null,
  }[how];
  Object.defineProperty(window, "localStorage", { configurable: true, get });
}
export const restoreStorage = () =>
  Object.defineProperty(window, "localStorage", browsersStorage);

// A canvas of this size in the page, with these custom properties.
export function makeCanvas(width, height, properties) {
  const canvas = document.createElement("canvas");
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  for (const [name, value] of Object.entries(JSON.parse(properties))) {
    canvas.style.setProperty(name, value);
  }
  document.body.append(canvas);
  return canvas;
}

// Red, green, blue and alpha of every pixel, row by row.
export function pixelsOf(canvas) {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Uint8Array(data.buffer);
}
