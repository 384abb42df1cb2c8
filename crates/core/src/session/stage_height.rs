//! How high the lanes' pictures are, which a person sets by dragging their lower edge.

use crate::session::keys::Key;
use crate::timeline::Px;
use crate::wording::numbers::format_fixed;

/// The height of each picture, as a share of the window's height in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageHeight(f64);

impl Default for StageHeight {
    /// A hundred rows of 4 px, where the window has 800.
    fn default() -> Self {
        Self(56.0)
    }
}

impl StageHeight {
    pub const MIN: Self = Self(20.0);
    pub const MAX: Self = Self(90.0);
    /// One press of an arrow key.
    const STEP: f64 = 4.0;

    /// The nearest that may be set; `None` if it is no number.
    pub fn new(percent: f64) -> Option<Self> {
        (!percent.is_nan()).then(|| Self(percent.clamp(Self::MIN.0, Self::MAX.0)))
    }

    /// As [`StageHeight::remembered`] wrote it; `None` if it is something else.
    pub fn read(text: &str) -> Option<Self> {
        // Reading decimals would cost a first visit 15 kB.
        let percent: u32 = text.parse().ok()?;
        Self::new(percent.into())
    }

    /// In whole percent.
    pub fn remembered(self) -> String {
        format_fixed(self.0, 0)
    }

    pub const fn percent(self) -> f64 {
        self.0
    }

    /// After the edge was dragged down by `by`, in a window of this height.
    #[must_use]
    pub fn dragged(self, by: Px, window: Px) -> Self {
        Self::new(self.0 + by.0 / window.0.max(1.0) * 100.0).unwrap_or(self)
    }

    /// After a key was pressed on the edge; `None` if it is none of its keys.
    pub fn pressed(self, key: Key) -> Option<Self> {
        match key {
            Key::Down => Self::new(self.0 + Self::STEP),
            Key::Up => Self::new(self.0 - Self::STEP),
            Key::Enter => Some(Self::default()),
            Key::Escape | Key::Left | Key::Right | Key::Character(_) | Key::Other => None,
        }
    }
}
