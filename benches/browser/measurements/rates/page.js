// Beside the page: it against the same requests by hand.
import "./hand_written.js";
import { post, report, runByHand, takeTurns } from "./turns.js";

// Of its report, all but the requests: 10,000 of them would take longer to send than to run.
async function runOnThePage({ experiment }) {
  const { lanes } = await wasmBindings.runExperiment(experiment);
  const [{ requests, ...lane }] = lanes;
  return { makespanMs: lane.makespanMs, lane };
}

report(async () => {
  if (!window.wasmBindings) {
    await new Promise((resolve) => addEventListener("TrunkApplicationStarted", resolve));
  }
  await post({ userAgent: navigator.userAgent });
  await takeTurns("page", { ours: runOnThePage, theirs: runByHand });
  location.href = "workers.html";
});
