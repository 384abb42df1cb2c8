//! Browsers that tests take turns with: starting one costs more than most tests do.
//!
//! A test has its browser to itself. The next one gets it with a new tab, and with nothing stored;
//! one whose test failed is ended instead, whatever state it is in. Those that are idle end with the
//! tests.

use super::chromium::{BrowserProcess, ProcessOptions};
use super::page::Page;
use super::share::{Share, share_of_machine};
use std::sync::{Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError, mpsc};
use std::thread;
use tokio::runtime::{Builder, Handle};

static IDLE: Mutex<Vec<(ProcessOptions, BrowserProcess)>> = Mutex::new(Vec::new());

/// A browser in use by one test; dropped, it goes back.
pub struct Lease {
    options: ProcessOptions,
    // Empty only once this is dropped.
    process: Option<BrowserProcess>,
    page: OnceLock<Page>,
    is_process_shared: bool,
    _share: Arc<Share>,
}

impl Lease {
    pub async fn new(options: ProcessOptions, is_process_shared: bool, alone: bool) -> Self {
        let share = share_of_machine(alone).await;
        let idle = is_process_shared.then(|| take_idle(&options)).flatten();
        let process = match idle {
            Some(process) => process,
            None => start(options.clone()).await,
        };
        Self {
            options,
            process: Some(process),
            page: OnceLock::new(),
            is_process_shared,
            _share: share,
        }
    }

    /// The page in the browser's tab.
    pub async fn page(&self) -> Page {
        let process = self.process.as_ref().expect("it is not dropped yet");
        let page = process.page().await;
        self.page.get_or_init(|| page).clone()
    }
}

impl Drop for Lease {
    /// Blocking, so that nothing of this test goes on when it is over.
    fn drop(&mut self) {
        let Some(process) = self.process.take() else {
            return;
        };
        if thread::panicking() || !self.is_process_shared {
            return drop(process);
        }
        let origins = self.page.get().map(Page::origins).unwrap_or_default();
        let (give_back, given_back) = mpsc::channel();
        background().spawn(async move {
            if process.reset(&origins).await.is_ok() {
                let _ = give_back.send(process);
            }
        });
        if let Ok(process) = given_back.recv() {
            idle().push((self.options.clone(), process));
        }
    }
}

fn take_idle(options: &ProcessOptions) -> Option<BrowserProcess> {
    let mut idle = idle();
    let fitting = idle.iter().rposition(|(its, _)| its == options)?;
    Some(idle.swap_remove(fitting).1)
}

async fn start(options: ProcessOptions) -> BrowserProcess {
    extern "C" fn end_all() {
        end(std::mem::take(&mut *idle()));
    }
    static AT_EXIT: Once = Once::new();
    AT_EXIT.call_once(|| at_exit(end_all));
    let started = background().spawn(async move { BrowserProcess::start(&options).await });
    match started.await {
        Ok(process) => process,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

fn idle() -> MutexGuard<'static, Vec<(ProcessOptions, BrowserProcess)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs what must outlive a test's own runtime: the connections to the drivers.
pub(super) fn background() -> &'static Handle {
    static BACKGROUND: OnceLock<Handle> = OnceLock::new();
    BACKGROUND.get_or_init(|| {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let handle = runtime.handle().clone();
        thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
        handle
    })
}

/// Ends these browsers at the same time, and waits for it.
pub(super) fn end<T: Send + 'static>(browsers: Vec<T>) {
    let ending: Vec<_> = browsers
        .into_iter()
        .map(|browser| thread::spawn(move || drop(browser)))
        .collect();
    for ended in ending {
        let _ = ended.join();
    }
}

/// The test harness has no hook after the last test, and statics are not dropped. `end_all` must
/// not unwind.
pub(super) fn at_exit(end_all: extern "C" fn()) {
    unsafe extern "C" {
        fn atexit(callback: extern "C" fn()) -> std::ffi::c_int;
    }
    // SAFETY: this is the C library's own function, which may be called at any time, and what is
    // given to it ends browsers: it panics nowhere, and what its threads do stays in them.
    let _refused = unsafe { atexit(end_all) };
}
