// The peer: the same requests as a person would write them by hand, with
// p-limit and fetch, the body read whole.
import pLimit from "./p_limit.js";

// Times are in ms; a failed request throws, for there is nothing to compare then.
window.runByHand = async (urls, limit) => {
  const limiter = pLimit(limit);
  let firstDispatch = null;
  let lastEnd = 0;
  const ask = async (url) => {
    firstDispatch ??= performance.now();
    const response = await fetch(url, { cache: "no-store", credentials: "omit" });
    const body = await response.arrayBuffer();
    lastEnd = performance.now();
    if (!response.ok) throw new Error(`status ${response.status} for ${url}`);
    return body.byteLength;
  };
  const lengths = await Promise.all(urls.map((url) => limiter(ask, url)));
  const bytes = lengths.reduce((sum, length) => sum + length, 0);
  return { makespanMs: lastEnd - firstDispatch, answered: lengths.length, bytes };
};
