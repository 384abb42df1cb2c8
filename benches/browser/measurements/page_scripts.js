// What the measurements do inside the page, where a clock is near.
window.measure = {
  // Keeps the long times between two animation frames, until it is told to stop.
  watchFrames() {
    const watch = { gaps: [], stopped: false };
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      if (now - last > 30) watch.gaps.push({ at: now, ms: now - last });
      last = now;
      if (!watch.stopped) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    watch.longestMs = (from, to) => {
      const within = watch.gaps.filter(({ at, ms }) => at > from && at - ms < to);
      return Math.max(0, ...within.map(({ ms }) => ms));
    };
    return watch;
  },

  // A fixed piece of work: how long it takes tells how busy the machine is.
  fixedWork() {
    const started = performance.now();
    let sum = 0;
    for (let i = 0; i < 20_000_000; i += 1) sum = (sum + i * i) % 1_000_003;
    return { sum, ms: performance.now() - started };
  },

  // Calls back at the given fetch of a run, with the run's id. The page's own
  // fetch is back in place from then on.
  atFetch(number, callBack) {
    const original = window.fetch;
    let count = 0;
    window.fetch = (...call) => {
      const run = /\/lab\/work\?run=(\d+)/.exec(String(call[0]))?.[1];
      if (run !== undefined) count += 1;
      if (run !== undefined && count === number) {
        window.fetch = original;
        callBack(run);
      }
      return original(...call);
    };
  },

  // The page and a watch of its frames. Of the report only what is asked for
  // comes back: 20,000 requests would take the driver longer than the run.
  async runWatchingFrames(experiment) {
    const frames = measure.watchFrames();
    let begunAt = 0;
    measure.atFetch(1, () => (begunAt = performance.now()));
    const report = await wasmBindings.runExperiment(experiment);
    const reportedAt = performance.now();
    await new Promise(requestAnimationFrame);
    frames.stopped = true;
    const [{ requests, ...lane }] = report.lanes;
    const endedAt = begunAt + lane.makespanMs;
    return {
      report: { lanes: [lane] },
      longestGapMs: frames.longestMs(begunAt, endedAt),
      longestGapAfterMs: frames.longestMs(endedAt, reportedAt),
    };
  },

  async runByHandWatchingFrames(urls, limit) {
    const frames = measure.watchFrames();
    const begunAt = performance.now();
    const byHand = await window.runByHand(urls, limit);
    await new Promise(requestAnimationFrame);
    frames.stopped = true;
    return { ...byHand, longestGapMs: frames.longestMs(begunAt, Infinity) };
  },

  async stats(run, lab = "lab/") {
    const answer = await fetch(`${lab}stats?run=${run}`, { cache: "no-store" });
    return answer.json();
  },

  // Asks the lab again and again; each answer with the time it came at.
  async watchLab(run, isEnough) {
    const seen = [];
    do {
      const stats = await measure.stats(run);
      seen.push({ at: performance.now(), inFlight: stats.inFlight });
    } while (!isEnough(seen.at(-1)));
    return seen;
  },

  // Presses ■, and gives the time at which it did.
  pressStop() {
    const at = performance.now();
    [...document.querySelectorAll("button")].find((b) => b.textContent.includes("Stop")).click();
    return at;
  },

  // Runs, and presses ■ as soon as the page says these words.
  async stopWhenItSays(experiment, words) {
    const ended = measure.run(experiment);
    while (!document.body.textContent.includes(words)) await new Promise(requestAnimationFrame);
    const at = measure.pressStop();
    const { report, reportedAt } = await ended;
    const [, run] = /run=(\d+)/.exec(report.lanes[0].requests[0].url);
    const seen = await measure.watchLab(run, ({ inFlight }) => inFlight === 0);
    return { report, emptyMs: seen.at(-1).at - at, reportedMs: reportedAt - at };
  },

  // Runs, and presses ■ at a fetch of this number.
  async stopAtFetch(experiment, number) {
    const stopped = new Promise((resolve) => {
      const press = (run) => {
        resolve({ run, at: measure.pressStop() });
      };
      measure.atFetch(number, (run) => setTimeout(press, 0, run));
    });
    const ended = measure.run(experiment);
    const { run, at } = await stopped;
    const seen = await measure.watchLab(run, ({ inFlight }) => inFlight === 0);
    const { report, reportedAt } = await ended;
    return { report, emptyMs: seen.at(-1).at - at, reportedMs: reportedAt - at };
  },

  // Runs under *fail fast*: how long after the first failure the lab is empty.
  async failFast(experiment) {
    let isOver = false;
    const begun = new Promise((resolve) => {
      measure.atFetch(1, (run) => resolve({ run, at: performance.now() }));
    });
    const ended = measure.run(experiment);
    const { run, at } = await begun;
    const watching = measure.watchLab(run, ({ inFlight }) => isOver && inFlight === 0);
    const { report } = await ended;
    isOver = true;
    const seen = await watching;
    const { requests } = report.lanes[0];
    const failures = requests.filter(({ outcome }) => !["succeeded", "cancelled"].includes(outcome));
    const failedMs = Math.min(...failures.map(({ endedMs }) => endedMs));
    // The lane's times count from its start, the page's from its own.
    const failedAt = at + failedMs - requests[0].dispatchedMs;
    const empty = seen.find(({ at, inFlight }) => at >= failedAt && inFlight === 0);
    const { requests: counted } = await measure.stats(run);
    return { report, failedMs, emptyMs: empty.at - failedAt, counted };
  },

  async run(experiment) {
    const report = await wasmBindings.runExperiment(experiment);
    return { report, reportedAt: performance.now() };
  },

  // From the next press of the space bar to the first frame with a bar on it.
  // What is left on the canvas from the run before is wiped off.
  firstBar() {
    for (const canvas of document.querySelectorAll(".lane canvas")) {
      canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    }
    return new Promise((resolve) => {
      const look = (pressedAt) => {
        if (measure.hasBar()) resolve(performance.now() - pressedAt);
        else requestAnimationFrame(() => look(pressedAt));
      };
      addEventListener("keydown", (press) => look(press.timeStamp), { capture: true, once: true });
    });
  },

  // Whether a request in flight is to be seen in the first lane's first rows.
  hasBar() {
    const [gutter, height] = [16, 8];
    const canvas = document.querySelector(".lane canvas");
    const width = canvas.width - gutter;
    if (width <= 0 || canvas.height < height) return false;
    const { data } = canvas.getContext("2d").getImageData(gutter, 0, width, height);
    const bars = ["--response-back", "--response-line", "--receive"];
    const colours = measure.coloursOf(canvas, [...bars, "--wait-back", "--wait-line"]);
    for (let at = 0; at < data.length; at += 4) {
      if (data[at + 3] < 128) continue;
      const distances = colours.map((colour) =>
        Math.hypot(...[0, 1, 2].map((part) => colour[part] - data[at + part])),
      );
      if (distances.indexOf(Math.min(...distances)) < bars.length) return true;
    }
    return false;
  },

  coloursOf(element, names) {
    const style = getComputedStyle(element);
    const one = new OffscreenCanvas(1, 1).getContext("2d");
    return names.map((name) => {
      one.fillStyle = style.getPropertyValue(name);
      one.fillRect(0, 0, 1, 1);
      return [...one.getImageData(0, 0, 1, 1).data];
    });
  },
};
