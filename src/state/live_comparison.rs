//! The comparison on the page: the one owner of its borrow and of the notifications of its
//! changes. A run may change it a thousand times a second, so nothing in it is a signal: views
//! are notified of the kind of change, and then read what they show.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use leptos::prelude::*;

use crate::state::run::lane_handles::LaneHandles;
use playground_core::run::IllegalEvent;
use playground_core::run::event::RunEvent;
use playground_core::session::comparison::Comparison;
use playground_core::session::lane_state::LaneState;
use playground_core::units::LaneIndex;

/// A handle to the comparison that is on the page, if there is one: `Copy`, as signals are.
#[derive(Clone, Copy)]
pub struct LiveComparison {
    on_page: StoredValue<Rc<RefCell<Option<OnPage>>>, LocalStorage>,
    /// Counts the comparisons so far; changes when other lanes are on the page.
    generation: RwSignal<u32>,
    /// Fires once a frame while something runs: the canvases draw.
    frame: Trigger,
    /// Fires about ten times a second while something runs: figures and tables change.
    figures: Trigger,
    /// Fires when another part of the lanes is visible, or their plots have another size.
    view: Trigger,
}

/// The comparison and what runs it.
struct OnPage {
    comparison: Comparison,
    /// The handles of each lane; none for a report that was opened.
    handles: Vec<LaneHandles>,
}

impl LiveComparison {
    pub fn new() -> Self {
        Self {
            on_page: StoredValue::new_local(Rc::default()),
            generation: RwSignal::new(0),
            frame: Trigger::new(),
            figures: Trigger::new(),
            view: Trigger::new(),
        }
    }

    /// Reads the comparison without following it; `None` if there is none.
    pub fn peek<T>(self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        self.peek_all(|on_page| read(&on_page.comparison))
    }

    /// Reads the comparison now and whenever its figures change; `None` if there is none.
    pub fn watch<T>(self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        self.track_figures();
        self.peek(read)
    }

    /// Whether there is no comparison: nothing has run, and no report was opened.
    pub fn is_empty(self) -> bool {
        self.peek(|_| ()).is_none()
    }

    /// The handles of a lane; `None` in a report that was opened.
    pub fn handles(self, lane: LaneIndex) -> Option<LaneHandles> {
        self.peek_all(|on_page| on_page.handles.get(lane.0).cloned())
            .flatten()
    }

    /// The handles of every lane.
    pub fn all_handles(self) -> Vec<LaneHandles> {
        self.peek_all(|on_page| on_page.handles.clone())
            .unwrap_or_default()
    }

    fn peek_all<T>(self, read: impl FnOnce(&OnPage) -> T) -> Option<T> {
        let on_page = self.on_page.with_value(Rc::clone);
        let on_page = on_page.try_borrow().ok()?;
        on_page.as_ref().map(read)
    }

    /// Changes the comparison without a notification; `None` if there is none, or if called while
    /// it is read or changed.
    pub fn update<T>(self, change: impl FnOnce(&mut Comparison) -> T) -> Option<T> {
        let on_page = self.on_page.with_value(Rc::clone);
        let mut on_page = on_page.try_borrow_mut().ok()?;
        let on_page = on_page.as_mut()?;
        Some(change(&mut on_page.comparison))
    }

    /// Changes a lane without a notification: the next frame shows it.
    pub fn update_lane(self, lane: LaneIndex, change: impl FnOnce(&mut LaneState)) {
        self.update(|all| all.lane_mut(lane).map(change));
    }

    /// Folds an event into a lane, without a notification: the next frame shows it.
    ///
    /// # Errors
    /// The event was not folded in, which is a bug in this program. Nothing that runs while the
    /// comparison is borrowed emits events; only a crash in the middle of a change leaves it
    /// borrowed.
    pub fn fold(self, lane: LaneIndex, event: RunEvent) -> Result<(), FoldError> {
        let on_page = self.on_page.with_value(Rc::clone);
        let mut on_page = on_page.try_borrow_mut().map_err(|_| FoldError::InUse)?;
        let lane = on_page
            .as_mut()
            .and_then(|on_page| on_page.comparison.lane_mut(lane))
            .ok_or(FoldError::NoLane(lane))?;
        lane.fold(event).map_err(FoldError::Illegal)
    }

    /// Changes the visible part of the lanes, and notifies their views.
    pub fn update_view(self, change: impl FnOnce(&mut Comparison)) {
        if self.update(change).is_some() {
            self.notify_view();
        }
    }

    /// Puts another comparison on the page. `handles`: one for each lane, or none for a report.
    pub fn replace(self, comparison: Comparison, handles: Vec<LaneHandles>) {
        self.set(Some(OnPage {
            comparison,
            handles,
        }));
    }

    /// Puts another comparison on the page that keeps the first lanes of the current one.
    pub fn replace_keeping(
        self,
        mut comparison: Comparison,
        mut handles: Vec<LaneHandles>,
        kept: usize,
    ) {
        let on_page = self.on_page.with_value(Rc::clone);
        let before = on_page.borrow_mut().take();
        if let Some(before) = before {
            comparison.keep_lanes(before.comparison, kept);
            for (handles, kept) in handles.iter_mut().zip(before.handles).take(kept) {
                *handles = kept;
            }
        }
        self.replace(comparison, handles);
    }

    /// Removes the comparison from the page.
    pub fn clear(self) {
        self.set(None);
    }

    fn set(self, on_page: Option<OnPage>) {
        let shared = self.on_page.with_value(Rc::clone);
        *shared.borrow_mut() = on_page;
        self.generation
            .update(|count| *count = count.wrapping_add(1));
    }

    /// The number of the comparison on the page, read without following it.
    pub fn generation(self) -> u32 {
        self.generation.get_untracked()
    }

    /// The number of the comparison on the page, to follow; 0 for none.
    pub fn shown(self) -> Signal<u32> {
        Signal::derive(move || {
            let generation = self.generation.get();
            if self.is_empty() { 0 } else { generation }
        })
    }

    /// Follows changes of the lanes on the page.
    pub fn track_lanes(self) {
        self.generation.track();
    }

    /// Follows every frame, and changes of the lanes.
    pub fn track_frames(self) {
        self.generation.track();
        self.frame.track();
    }

    /// Follows the figures, and changes of the lanes.
    pub fn track_figures(self) {
        self.generation.track();
        self.figures.track();
    }

    /// Follows the visible part of the lanes.
    pub fn track_view(self) {
        self.view.track();
    }

    pub fn notify_frame(self) {
        self.frame.notify();
    }

    pub fn notify_figures(self) {
        self.figures.notify();
    }

    pub fn notify_view(self) {
        self.view.notify();
    }

    /// Has canvases and figures read the comparison once more, after its end or a replacement.
    pub fn refresh(self) {
        self.notify_frame();
        self.notify_figures();
    }
}

/// Why an event was not folded into its lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FoldError {
    /// The event contradicts the run.
    Illegal(IllegalEvent),
    /// There is no such lane on the page.
    NoLane(LaneIndex),
    /// The comparison was being read or changed.
    InUse,
}

impl fmt::Display for FoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Illegal(illegal) => illegal.fmt(f),
            Self::NoLane(lane) => write!(f, "there is no lane {} on the page", lane.0 + 1),
            Self::InUse => f.write_str("an event came while the comparison was in use"),
        }
    }
}

impl Default for LiveComparison {
    fn default() -> Self {
        Self::new()
    }
}
