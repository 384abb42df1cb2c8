//! Which tests may run at the same time: all but the one that measures.

use std::rc::Rc;
use std::sync::{Arc, Weak};
use tokio::sync::{Mutex, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// Tests share the machine, except the one that measures: it waits until no other has a browser.
static MACHINE: RwLock<()> = RwLock::const_new(());

#[expect(dead_code, reason = "held, and never read")]
pub enum Share {
    Shared(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

thread_local! {
    /// What the test of this thread has of the machine.
    static OWN: Rc<Mutex<Weak<Share>>> = Rc::default();
}

/// Waits for a share of the machine, one for each test: a second browser of the same test uses the
/// share of the first. Asked for again, it could come after one that waits for all to be given back.
pub async fn share_of_machine(alone: bool) -> Arc<Share> {
    let own = OWN.with(Rc::clone);
    let mut own = own.lock().await;
    if let Some(share) = own.upgrade() {
        return share;
    }
    let share = if alone {
        Share::Alone(MACHINE.write().await)
    } else {
        Share::Shared(MACHINE.read().await)
    };
    let share = Arc::new(share);
    *own = Arc::downgrade(&share);
    share
}
