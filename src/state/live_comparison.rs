//! The comparison on the page: the one owner of its borrow, and of telling the views that
//! it has changed. A run may change it a thousand times a second, so nothing in it is a
//! signal: views are told which kind of change there was, and then read what they show.

use std::cell::RefCell;
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
    /// Counts comparisons: other lanes are on the page.
    generation: RwSignal<u32>,
    /// Once a frame while something runs: the canvases draw.
    frame: Trigger,
    /// About ten times a second while something runs: figures that are read.
    figures: Trigger,
    /// Another part of the lanes is shown, or their plots have another size.
    view: Trigger,
}

struct OnPage {
    comparison: Comparison,
    /// What runs each lane; none for a report that was opened.
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

    /// Reads it as it is now; `None` where nothing has run.
    pub fn peek<T>(self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        self.peek_all(|on_page| read(&on_page.comparison))
    }

    /// Reads it whenever it has changed, as often as figures do.
    pub fn watch<T>(self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        self.track_figures();
        self.peek(read)
    }

    /// Whether nothing has run, and nothing was opened.
    pub fn is_empty(self) -> bool {
        self.peek(|_| ()).is_none()
    }

    /// What runs a lane.
    pub fn handles(self, lane: LaneIndex) -> Option<LaneHandles> {
        self.peek_all(|on_page| on_page.handles.get(lane.0).cloned())
            .flatten()
    }

    /// What runs each lane.
    pub fn all_handles(self) -> Vec<LaneHandles> {
        self.peek_all(|on_page| on_page.handles.clone())
            .unwrap_or_default()
    }

    fn peek_all<T>(self, read: impl FnOnce(&OnPage) -> T) -> Option<T> {
        let on_page = self.on_page.with_value(Rc::clone);
        let on_page = on_page.try_borrow().ok()?;
        on_page.as_ref().map(read)
    }

    /// Changes it and tells no view; `None` where nothing has run, or while it is read.
    pub fn update<T>(self, change: impl FnOnce(&mut Comparison) -> T) -> Option<T> {
        let on_page = self.on_page.with_value(Rc::clone);
        let mut on_page = on_page.try_borrow_mut().ok()?;
        let on_page = on_page.as_mut()?;
        Some(change(&mut on_page.comparison))
    }

    /// Changes a lane and tells no view: the next frame shows it.
    pub fn update_lane(self, lane: LaneIndex, change: impl FnOnce(&mut LaneState)) {
        self.update(|all| all.lane_mut(lane).map(change));
    }

    /// Folds an event into a lane.
    ///
    /// # Errors
    /// The event contradicts the run: a mistake in this program.
    pub fn fold(self, lane: LaneIndex, event: RunEvent) -> Result<(), IllegalEvent> {
        let folded = self.update(|all| all.lane_mut(lane).map(|lane| lane.fold(event)));
        folded.flatten().unwrap_or(Ok(()))
    }

    /// Changes which part of the lanes is shown.
    pub fn update_view(self, change: impl FnOnce(&mut Comparison)) {
        if self.update(change).is_some() {
            self.notify_view();
        }
    }

    /// Puts another comparison on the page. `handles`: one for each lane, or none.
    pub fn replace(self, comparison: Comparison, handles: Vec<LaneHandles>) {
        self.set(Some(OnPage {
            comparison,
            handles,
        }));
    }

    /// The same; its first lanes are the first of what is on the page, and stay as they are.
    pub fn replace_keeping(
        self,
        mut comparison: Comparison,
        mut handles: Vec<LaneHandles>,
        kept: usize,
    ) {
        let on_page = self.on_page.with_value(Rc::clone);
        let before = on_page.borrow_mut().take();
        if let Some(before) = before {
            comparison.keep(before.comparison, kept);
            for (handles, kept) in handles.iter_mut().zip(before.handles).take(kept) {
                *handles = kept;
            }
        }
        self.replace(comparison, handles);
    }

    /// Takes the comparison from the page: something else is planned.
    pub fn clear(self) {
        self.set(None);
    }

    fn set(self, on_page: Option<OnPage>) {
        let shared = self.on_page.with_value(Rc::clone);
        *shared.borrow_mut() = on_page;
        self.generation
            .update(|count| *count = count.wrapping_add(1));
    }

    /// Which comparison it is, for those who do not follow it.
    pub fn generation(self) -> u32 {
        self.generation.get_untracked()
    }

    /// Which comparison is on the page; 0 for none.
    pub fn shown(self) -> Signal<u32> {
        Signal::derive(move || {
            let generation = self.generation.get();
            if self.is_empty() { 0 } else { generation }
        })
    }

    /// Follows which lanes are on the page.
    pub fn track_lanes(self) {
        self.generation.track();
    }

    /// Follows every frame.
    pub fn track_frames(self) {
        self.generation.track();
        self.frame.track();
    }

    /// Follows the figures, and which lanes are on the page.
    pub fn track_figures(self) {
        self.generation.track();
        self.figures.track();
    }

    /// Follows which part of the lanes is shown.
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

    /// Something has come to its end, or must be drawn again.
    pub fn refresh(self) {
        self.notify_frame();
        self.notify_figures();
    }
}

impl Default for LiveComparison {
    fn default() -> Self {
        Self::new()
    }
}
