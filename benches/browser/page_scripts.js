// What the measurements do inside the page, where a clock is near.
window.measure = {
  // The longest time between two animation frames while something runs.
  watchFrames() {
    const watch = { longestGapMs: 0, longestGapAt: 0, frames: 0, stopped: false };
    let last = performance.now();
    const frame = () => {
      const now = performance.now();
      if (now - last > watch.longestGapMs) {
        watch.longestGapMs = now - last;
        watch.longestGapAt = now;
      }
      last = now;
      watch.frames += 1;
      if (!watch.stopped) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
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

  async stats(run) {
    const answer = await fetch(`lab/stats?run=${run}`, { cache: "no-store" });
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
};
