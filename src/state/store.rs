//! The page's one store. It is `Copy`: a handle to signals that live as long as
//! the page does.

use leptos::prelude::*;

use crate::browser::document::page;
use crate::browser::timing::clock::BrowserClock;
use crate::state::live_comparison::LiveComparison;
use crate::state::memory;
use crate::state::run::permission::Permission;
use playground_core::experiment::Experiment;
use playground_core::form::draft::{Draft, DraftErrors};
use playground_core::session::comparison::{AxisMode, Comparison};
use playground_core::session::figures::LaneFigures;
use playground_core::session::forecast::forecast;
use playground_core::session::lesson_stage::PageActivity;
use playground_core::session::plot::Pointed;
use playground_core::session::question::Question;
use playground_core::session::theme::Theme;
use playground_core::units::{LaneIndex, RequestIndex, Span, TimePoint};
use playground_engine::control::LaneControl;
use playground_engine::ports::Clock;

/// What the page is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activity {
    #[default]
    Idle,
    /// Waiting for the source to answer.
    Connecting,
    Running(LaneIndex),
}

impl Activity {
    /// Without the lane, as lessons need it.
    pub const fn of_page(self) -> PageActivity {
        match self {
            Self::Idle => PageActivity::Idle,
            Self::Connecting => PageActivity::Connecting,
            Self::Running(_) => PageActivity::Running,
        }
    }
}

/// Something the page has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Whether it keeps the user from running.
    pub is_problem: bool,
}

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
    /// What has run, or runs.
    pub live: LiveComparison,
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
    pub guessed: RwSignal<Option<(LaneIndex, TimePoint)>>,
    /// What the page asks before it sends to hosts of other people.
    pub question: RwSignal<Option<Question>>,
    pub permission: StoredValue<Permission, LocalStorage>,
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
        let live = LiveComparison::new();
        let system_is_dark = RwSignal::new(page::system_is_dark());
        Self {
            draft,
            reading,
            forecast: Memo::new(move |_| {
                // A lesson asks for a guess, so nothing is given away.
                let is_guessed = lesson.with(|open: &Option<String>| {
                    open.as_ref().is_some_and(|name| !name.is_empty())
                });
                if is_guessed {
                    return Vec::new();
                }
                reading.with(|read| read.as_ref().map(forecast).unwrap_or_default())
            }),
            figures: Memo::new(move |_| {
                live.watch(|all| LaneFigures::of_all(all, BrowserClock.now()))
                    .unwrap_or_default()
            }),
            activity: RwSignal::new(Activity::Idle),
            live,
            selected: RwSignal::new(None),
            pointed: RwSignal::new(None),
            colours: RwSignal::new(0),
            axis: RwSignal::new(AxisMode::default()),
            theme,
            system_is_dark,
            is_dark: Signal::derive(move || theme.get().is_dark(system_is_dark.get())),
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
            connecting: StoredValue::new_local(LaneControl::new()),
        }
    }

    /// Reads a lane's figures each time they have changed.
    pub fn with_lane<T>(&self, lane: LaneIndex, read: impl FnOnce(&LaneFigures) -> T) -> Option<T> {
        self.figures.with(|all| all.get(lane.0).map(read))
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
        self.is_busy() && self.live.peek(Comparison::may_freeze).unwrap_or(false)
    }

    /// Whether a lesson's settings, and not the user's own, are in the fields.
    pub fn is_teaching(&self) -> bool {
        self.lesson
            .with_untracked(|open| open.as_ref().is_some_and(|name| !name.is_empty()))
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
