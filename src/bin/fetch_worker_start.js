// A fetch worker's shell: starts the wasm, which then listens. Only an uncaught error
// reaches the page.
importScripts("fetch_worker.js");
wasm_bindgen({ module_or_path: "fetch_worker_bg.wasm" }).catch((error) => {
  setTimeout(() => {
    throw error;
  });
});
