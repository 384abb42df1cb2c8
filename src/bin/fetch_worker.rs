//! A fetch worker: one thread of the pool behind the *threads* strategy.

fn main() {
    #[cfg(target_arch = "wasm32")]
    fetch_playground::browser::workers::worker::start();
}
