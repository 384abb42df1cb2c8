// A fetch worker's shell: starts the wasm, which listens then. The page hears only
// of errors that nobody waits for.
importScripts("fetch_worker.js");
wasm_bindgen({ module_or_path: "fetch_worker_bg.wasm" }).catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
