//! The page's one store. It is `Copy`: a handle to signals that live as long as
//! the page does.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::comparison::{AxisMode, Comparison};
use super::figures::LaneFigures;
use super::memory::{self, Theme};
use super::question::{Permission, Question};
use crate::browser::page;
use playground_core::analysis::ideal::ideal_makespan;
use playground_core::experiment::Experiment;
use playground_core::experiment::plan::Plan;
use playground_core::experiment::planned_lane::PlannedLane;
use playground_core::form::draft::{Draft, DraftErrors};
use playground_core::units::{RequestIndex, Span, TimePoint};
use playground_engine::control::LaneControl;

/// What the page is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activity {
    #[default]
    Idle,
    /// Waiting for the source to answer.
    Connecting,
    /// Running the lane of this place.
    Running(usize),
}

/// Something the page has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Whether it keeps the user from running.
    pub is_problem: bool,
}

/// What the pointer is at in a waterfall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointed {
    pub lane: usize,
    pub time: TimePoint,
    pub request: Option<RequestIndex>,
}

/// Live data, looked at once a frame; `None` before the first run.
pub type SharedComparison = Rc<RefCell<Option<Comparison>>>;

#[derive(Clone, Copy)]
pub struct Store {
    pub draft: RwSignal<Draft>,
    /// The experiment in the fields, or what is wrong with them.
    pub reading: Memo<Result<Experiment, DraftErrors>>,
    /// How long each lane of it should take, where that can be told.
    pub forecast: Memo<Vec<Option<Span>>>,
    /// Each lane's figures, at reading pace; none before the first run.
    pub figures: Memo<Vec<LaneFigures>>,
    pub activity: RwSignal<Activity>,
    /// Counts comparisons: the lanes on screen belong to the last one.
    pub generation: RwSignal<u32>,
    /// Tells the canvases to look, once a frame.
    pub frame: RwSignal<u32>,
    /// Counts looks: another part of the lanes is shown now.
    pub view_version: RwSignal<u32>,
    /// Tells the figures to look, about ten times a second.
    pub tick: RwSignal<u32>,
    pub selected: RwSignal<Option<RequestIndex>>,
    /// What the pointer is at, in whichever lane.
    pub pointed: RwSignal<Option<Pointed>>,
    pub axis: RwSignal<AxisMode>,
    pub theme: RwSignal<Theme>,
    pub system_is_dark: RwSignal<bool>,
    /// The colours that follow from the two.
    pub is_dark: Signal<bool>,
    /// Tells the canvases that the style sheet's colours are others now.
    pub colours: RwSignal<u32>,
    pub single_keys: RwSignal<bool>,
    /// Whether runs are written into the browser's own profiler.
    pub debug_mode: RwSignal<bool>,
    pub help_is_open: RwSignal<bool>,
    pub notice: RwSignal<Option<Notice>>,
    /// What a screen reader says next.
    pub announcement: RwSignal<String>,
    /// The lesson that is open, by its name in links; the list of all where that is empty.
    pub lesson: RwSignal<Option<String>>,
    /// Whether the settings are to be seen beside a lesson.
    pub shows_settings: RwSignal<bool>,
    /// The lane a lesson asks about, and how long somebody guessed that it takes.
    pub guessed: RwSignal<Option<(usize, TimePoint)>>,
    /// What the page asks before it sends to hosts of other people.
    pub question: RwSignal<Option<Question>>,
    pub permission: StoredValue<Permission, LocalStorage>,
    comparison: StoredValue<SharedComparison, LocalStorage>,
    /// Stops what is waiting for its source to answer.
    pub connecting: StoredValue<LaneControl, LocalStorage>,
}

impl Store {
    /// The store, with what is remembered from the last visit.
    pub fn new() -> Self {
        let (experiment, complaint) = memory::recall_experiment();
        let draft = RwSignal::new(Draft::of(&experiment));
        let reading = Memo::new(move |_| draft.with(Draft::read));
        let theme = RwSignal::new(memory::recall_theme());
        let lesson = RwSignal::new(None);
        let (generation, tick) = (RwSignal::new(0), RwSignal::new(0));
        let comparison = StoredValue::new_local(SharedComparison::default());
        let system_is_dark = RwSignal::new(page::system_is_dark());
        Self {
            draft,
            reading,
            forecast: Memo::new(move |_| {
                // A lesson asks for a guess, so nothing is given away.
                let is_guessed = lesson.with(|open: &Option<String>| {
                    open.as_ref().is_some_and(|name| !name.is_empty())
                });
                match is_guessed {
                    true => Vec::new(),
                    false => reading.with(|read| forecast(read.as_ref().ok())),
                }
            }),
            figures: Memo::new(move |_| {
                generation.track();
                tick.track();
                peek(comparison, LaneFigures::of_all).unwrap_or_default()
            }),
            activity: RwSignal::new(Activity::Idle),
            generation,
            frame: RwSignal::new(0),
            view_version: RwSignal::new(0),
            tick,
            selected: RwSignal::new(None),
            pointed: RwSignal::new(None),
            colours: RwSignal::new(0),
            axis: RwSignal::new(AxisMode::default()),
            theme,
            system_is_dark,
            is_dark: Signal::derive(move || match theme.get() {
                Theme::System => system_is_dark.get(),
                Theme::Light | Theme::Projector => false,
                Theme::Dark => true,
            }),
            single_keys: RwSignal::new(memory::recall_single_keys()),
            debug_mode: RwSignal::new(memory::recall_debug_mode()),
            help_is_open: RwSignal::new(false),
            notice: RwSignal::new(complaint.map(|text| Notice {
                text,
                is_problem: false,
            })),
            announcement: RwSignal::new(String::new()),
            lesson,
            shows_settings: RwSignal::new(false),
            guessed: RwSignal::new(None),
            question: RwSignal::new(None),
            permission: StoredValue::new_local(Permission::default()),
            comparison,
            connecting: StoredValue::new_local(LaneControl::new()),
        }
    }

    /// The live data itself, to fold events into.
    pub fn comparison(&self) -> SharedComparison {
        self.comparison.with_value(Rc::clone)
    }

    /// Looks at the live data; `None` before the first run.
    pub fn peek<T>(&self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        peek(self.comparison, read)
    }

    /// Reads a lane's figures each time they have changed.
    pub fn with_lane<T>(&self, place: usize, read: impl FnOnce(&LaneFigures) -> T) -> Option<T> {
        self.figures.with(|all| all.get(place).map(read))
    }

    /// Looks at the live data each time it has changed, at reading pace.
    pub fn watch<T>(&self, read: impl FnOnce(&Comparison) -> T) -> Option<T> {
        self.tick.track();
        self.generation.track();
        self.peek(read)
    }

    /// Which run is on the page; 0 for none, as before the first and when another is
    /// planned.
    pub fn run_shown(self) -> Signal<u32> {
        Signal::derive(move || {
            let generation = self.generation.get();
            self.peek(|_| generation).unwrap_or(0)
        })
    }

    /// Whether something runs, for those who do not follow it.
    pub fn is_busy_now(&self) -> bool {
        self.activity.get_untracked() != Activity::Idle
    }

    pub fn is_busy(&self) -> bool {
        self.activity.get() != Activity::Idle
    }

    /// Whether what runs may freeze the page, and something is moved to show it.
    pub fn has_pulse(&self) -> bool {
        self.is_busy() && self.peek(Comparison::may_freeze).unwrap_or(false)
    }

    /// Whether a lesson's settings, and not the user's own, are in the fields.
    pub fn is_teaching(&self) -> bool {
        self.lesson
            .with_untracked(|open| open.as_ref().is_some_and(|name| !name.is_empty()))
    }

    /// Tells every view to look.
    pub fn refresh(&self) {
        self.frame.update(|count| *count = count.wrapping_add(1));
        self.tick.update(|count| *count = count.wrapping_add(1));
    }

    /// Tells whoever shows a part of the lanes that it is another now.
    pub fn invalidate(&self) {
        self.view_version
            .update(|count| *count = count.wrapping_add(1));
    }

    /// The lanes on screen are others now.
    pub fn invalidate_lanes(&self) {
        self.generation
            .update(|count| *count = count.wrapping_add(1));
    }

    pub fn notify(&self, text: String, is_problem: bool) {
        self.notice.set(Some(Notice { text, is_problem }));
    }
}

impl Default for Store {
    fn default() -> Self {
        Self::new()
    }
}

fn peek<T>(
    comparison: StoredValue<SharedComparison, LocalStorage>,
    read: impl FnOnce(&Comparison) -> T,
) -> Option<T> {
    let comparison = comparison.with_value(Rc::clone);
    let comparison = comparison.try_borrow().ok()?;
    comparison.as_ref().map(read)
}

fn forecast(experiment: Option<&Experiment>) -> Vec<Option<Span>> {
    let Some(experiment) = experiment else {
        return Vec::new();
    };
    let plan = Plan::new(experiment.workload);
    let ideal = |lane: &PlannedLane| {
        let has_ideal = experiment.has_ideal(lane);
        has_ideal.then(|| ideal_makespan(&plan, &lane.policy(experiment), lane.strategy))
    };
    experiment.lanes.iter().map(ideal).collect()
}
