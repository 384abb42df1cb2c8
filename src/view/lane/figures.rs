//! What the parts of a lane's panel are given.

use leptos::prelude::Memo;

use playground_core::session::figures::LaneFigures;

/// A lane's figures at reading pace; `None` before the first run.
pub type Figures = Memo<Option<LaneFigures>>;
