//! Firefox or WebKit, as one test has it. Tests take turns with them: starting one takes seconds.
//!
//! Nothing is cleared in between. Each test's page is served from a port of its own, which is an
//! origin of its own, so that nothing another test has stored is there for it.

use super::engine::{Engine, EngineProcess};
use super::page::Page;
use super::pool;
use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc};
use std::thread;

static IDLE: Mutex<Vec<(Engine, EngineProcess)>> = Mutex::new(Vec::new());

/// A browser in use by one test; dropped, it goes to the next, or ends if the test failed.
pub struct EngineBrowser {
    page: Page,
    engine: Engine,
    // Empty only once this is dropped.
    process: Option<EngineProcess>,
}

impl EngineBrowser {
    pub async fn start(engine: Engine) -> Self {
        let idle = take_idle(engine);
        let process = match idle {
            Some(process) => process,
            None => start(engine).await,
        };
        Self {
            page: Page::new(process.client.clone(), None),
            engine,
            process: Some(process),
        }
    }

    pub fn page(&self) -> &Page {
        &self.page
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }
}

impl Drop for EngineBrowser {
    /// Blocking, so that nothing of this test goes on when it is over.
    fn drop(&mut self) {
        let Some(process) = self.process.take() else {
            return;
        };
        if thread::panicking() {
            return drop(process);
        }
        let (give_back, given_back) = mpsc::channel();
        pool::background().spawn(async move {
            if process.client.goto("about:blank").await.is_ok() {
                let _ = give_back.send(process);
            }
        });
        if let Ok(process) = given_back.recv() {
            idle().push((self.engine, process));
        }
    }
}

fn take_idle(engine: Engine) -> Option<EngineProcess> {
    let mut idle = idle();
    let fitting = idle.iter().rposition(|(its, _)| *its == engine)?;
    Some(idle.swap_remove(fitting).1)
}

async fn start(engine: Engine) -> EngineProcess {
    extern "C" fn end_all() {
        pool::end(std::mem::take(&mut *idle()));
    }
    static AT_EXIT: Once = Once::new();
    AT_EXIT.call_once(|| pool::at_exit(end_all));
    let started = pool::background().spawn(EngineProcess::start(engine));
    match started.await {
        Ok(process) => process,
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

fn idle() -> MutexGuard<'static, Vec<(Engine, EngineProcess)>> {
    IDLE.lock().unwrap_or_else(PoisonError::into_inner)
}
