// What the measurements of drawing do inside the page, PerfCascade's or ours.
window.drawing = {
  frame() {
    return new Promise(requestAnimationFrame);
  },

  // When the second frame begins, the first is painted.
  async secondFrame() {
    await drawing.frame();
    await drawing.frame();
    return performance.now();
  },

  // The times between frames from now on; those are left out in which the page
  // was hidden, for then there are none.
  watchFrames() {
    const watch = { gaps: [], stopped: false };
    let last = performance.now();
    let wasHidden = document.hidden;
    addEventListener("visibilitychange", () => (wasHidden = true), { capture: true });
    const frame = () => {
      const now = performance.now();
      if (!wasHidden) watch.gaps.push({ at: now, ms: now - last });
      wasHidden = document.hidden;
      last = now;
      if (!watch.stopped) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    return watch;
  },

  // Tasks of 50 ms and more; browsers tell of no shorter ones.
  watchTasks() {
    const tasks = [];
    const take = (list) => tasks.push(...list.getEntries());
    const observer = new PerformanceObserver(take);
    observer.observe({ type: "longtask" });
    return {
      end() {
        tasks.push(...observer.takeRecords());
        observer.disconnect();
        return tasks;
      },
    };
  },

  // Watches frames and tasks while something is done that tells from when to
  // when it counts.
  async watch(work) {
    const frames = drawing.watchFrames();
    const tasks = drawing.watchTasks();
    const { from, to, ...result } = await work();
    // What began before or went on afterwards counts for its part in between.
    const part = (begin, end) => Math.min(end, to) - Math.max(begin, from);
    // Word of a task comes after it.
    await drawing.secondFrame();
    frames.stopped = true;
    const gaps = frames.gaps.map(({ at, ms }) => part(at - ms, at)).filter((ms) => ms > 0);
    const long = tasks.end().map(({ startTime, duration }) => part(startTime, startTime + duration));
    gaps.sort((one, other) => one - other);
    return {
      ...result,
      frames: gaps.length,
      p95Ms: gaps[Math.max(0, Math.ceil(gaps.length * 0.95) - 1)],
      longestMs: gaps.at(-1),
      longestTaskMs: Math.max(0, ...long),
    };
  },

  // A run, from its first fetch to its last end; what is made of it afterwards
  // does not count.
  run(experiment) {
    return drawing.watch(async () => {
      let from = 0;
      measure.atFetch(1, () => (from = performance.now()));
      const report = await wasmBindings.runExperiment(experiment);
      const [{ requests, ...lane }] = report.lanes;
      await drawing.frame();
      return { from, to: from + lane.makespanMs, report: { lanes: [lane] }, drawn: drawing.picture() };
    });
  },

  // What is on the first lane's canvas, as a number; 0 for nothing.
  picture() {
    const canvas = document.querySelector(".plot > canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let hash = 0;
    for (const word of new Uint32Array(data.buffer)) hash = (Math.imul(hash, 31) + word) | 0;
    return hash;
  },

  // Wipes the canvases, so that what is there afterwards was drawn since.
  wipe() {
    for (const canvas of document.querySelectorAll(".plot > canvas")) {
      canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
    }
  },

  async document(name) {
    const answer = await fetch(name, { cache: "no-store" });
    if (!answer.ok) throw new Error(`status ${answer.status} for ${name}`);
    return answer.text();
  },

  canShowReports() {
    const { readReport, showReport } = window.wasmBindings;
    return typeof readReport === "function" && typeof showReport === "function";
  },

  // What a picture takes that is there already: two frames.
  async showNothing() {
    await drawing.secondFrame();
    const shownAt = performance.now();
    return (await drawing.secondFrame()) - shownAt;
  },

  // Our page shows a report.
  async showReport(name) {
    const text = await drawing.document(name);
    await drawing.secondFrame();
    const readAt = performance.now();
    const handle = await wasmBindings.readReport(text);
    const readMs = performance.now() - readAt;
    await drawing.secondFrame();
    const shownAt = performance.now();
    await wasmBindings.showReport(handle);
    const shownMs = (await drawing.secondFrame()) - shownAt;
    const counts = document.querySelector(".lane .counts").innerText;
    return { readMs, shownMs, counts, drawn: drawing.picture() };
  },

  // PerfCascade shows a HAR.
  async showHar(name) {
    const har = JSON.parse(await drawing.document(name));
    await drawing.secondFrame();
    const shownAt = performance.now();
    const chart = perfCascade.fromHar(har);
    document.querySelector("#chart").append(chart);
    const shownMs = (await drawing.secondFrame()) - shownAt;
    const rows = chart.querySelectorAll(".row-item").length;
    return { shownMs, rows, nodes: document.querySelectorAll("*").length };
  },

  // One event a frame, for this many frames, over the first waterfall.
  gesture(kind, count) {
    const canvas = document.querySelector(".plot-tools");
    canvas.scrollIntoView({ block: "center" });
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = (share) => ({
      clientX: left + width * share,
      clientY: top + height / 2,
      bubbles: true,
      cancelable: true,
    });
    const pointer = (name, share, buttons) => {
      const init = { ...at(share), pointerId: 1, pointerType: "mouse", isPrimary: true, buttons };
      canvas.dispatchEvent(new PointerEvent(name, { ...init, button: name === "pointermove" ? -1 : 0 }));
    };
    const acts = {
      idle() {},
      // Into the picture, and a part of the way out again.
      zoom(share) {
        const deltaY = share < 0.7 ? -40 : 40;
        canvas.dispatchEvent(new WheelEvent("wheel", { ...at(0.5), deltaY, ctrlKey: true }));
      },
      // Four times to and fro.
      drag(share, isFirst, isLast) {
        const place = 0.5 + 0.3 * Math.sin(share * 8 * Math.PI);
        if (isFirst) pointer("pointerdown", place, 1);
        pointer("pointermove", place, 1);
        if (isLast) pointer("pointerup", place, 0);
      },
    };
    return drawing.watch(async () => {
      await drawing.secondFrame();
      const before = drawing.picture();
      await drawing.secondFrame();
      const from = performance.now();
      for (let done = 0; done < count; done += 1) {
        await drawing.frame();
        acts[kind](done / count, done === 0, done === count - 1);
      }
      const to = await drawing.secondFrame();
      return { from, to, moved: drawing.picture() !== before };
    });
  },

  // Presses ▶ and waits for the end, without asking too often.
  async runByButton() {
    const run = [...document.querySelectorAll("button")].find((b) => b.textContent.includes("Run all"));
    const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
    run.click();
    const begun = performance.now();
    while (!run.disabled) {
      await pause();
      if (performance.now() - begun > 10_000) {
        throw new Error(`no run began: ${document.querySelector("[role=alert]").innerText}`);
      }
    }
    while (run.disabled) await pause();
    return document.querySelector(".lane .counts").innerText;
  },
};
