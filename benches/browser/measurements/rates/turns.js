// What is measured without an automation protocol: the page starts itself and posts what it
// found. Several sides do the same requests, one after the other: ours, theirs, theirs, ours,
// … A machine that slows down slows both.

export async function takeTurns(kind, sides) {
  const { rounds, contests } = await (await fetch("rates/contests")).json();
  for (const [index, contest] of contests.entries()) {
    if (contest.kind === kind) await takeTurnsAt(index, contest, rounds, Object.entries(sides));
  }
}

async function takeTurnsAt(index, contest, rounds, sides) {
  // Round 0 does not count: the first run of anything compiles.
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 1 ? sides : sides.toReversed();
    for (const [side, run] of order) {
      const found = await run(contest, (id) => urlsOf(index, id));
      await post({ found: { contest: index, round, side, ...found } });
    }
    await post({ fixedWorkMs: fixedWork() });
  }
}

async function urlsOf(contest, run) {
  return (await fetch(`rates/urls/${contest}/${run}`)).json();
}

// A fixed piece of work: how long it takes tells how busy the machine is.
function fixedWork() {
  const started = performance.now();
  let sum = 0;
  for (let i = 0; i < 20_000_000; i += 1) sum = (sum + i * i) % 1_000_003;
  return sum > 0 ? performance.now() - started : 0;
}

export async function post(message) {
  const sent = await fetch("rates/messages", { method: "POST", body: JSON.stringify(message) });
  if (!sent.ok) throw new Error(`rates/messages answered ${sent.status}`);
}

export async function report(measuring) {
  try {
    await measuring();
  } catch (error) {
    await post({ failed: `${error}` });
  }
}

// Ids of runs by hand, new ones for each page; the page's own are random.
let lastRun = Math.floor(performance.timeOrigin);

// Addresses are relative to the client's.
export async function runByHand({ limit, lab }, urls, client = window) {
  lastRun += 1;
  const found = await client.runByHand(await urls(lastRun), limit);
  const stats = await client.fetch(`${lab}stats?run=${lastRun}`, { cache: "no-store" });
  return { ...found, stats: await stats.json() };
}
